/** The invitee's address and names, which browsers must not autofill with the user's own. */
import { limit } from '../../policy/limits.ts';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { TextField } from './field.tsx';

export function InviteeFields() {
  const words = useTexts(common);
  const name = { maxLength: limit.nameCharactersMax, autoComplete: 'off', required: true } as const;
  return (
    <>
      <TextField name="email" label={words.email} type="email" autoComplete="off" required />
      <TextField name="firstName" label={words.firstName} {...name} />
      <TextField name="lastName" label={words.lastName} {...name} />
    </>
  );
}
