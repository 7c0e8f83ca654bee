/** Asks for a role, with none chosen at first. */
import { roleNames } from '../../policy/role-names.ts';
import type { Role } from '../../policy/roles.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { SelectField } from './field.tsx';

export function RoleField({ roles }: { roles: readonly Role[] }) {
  const words = useTexts(common);
  const { language } = useLanguage();
  return (
    <SelectField
      name="role"
      label={words.role}
      required
      options={[
        ['', words.choose],
        ...roles.map((role) => [role, roleNames[language][role]] as const),
      ]}
    />
  );
}
