/** Invites one person to a role in an organization. */
import { useState } from 'preact/hooks';
import { languages } from '../../../policy/languages.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { outranks, roles } from '../../../policy/roles.ts';
import { languageNames, useLanguage, useTexts } from '../../language.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Done } from '../../ui/done.tsx';
import { ChoiceField, SelectField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { InviteeFields } from '../../ui/invitee-fields.tsx';
import { texts } from './texts.ts';

export default function Invite({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { items } = useOrganizations();
  const [done, setDone] = useState<string>();
  const [turn, setTurn] = useState(0);
  if (!me) return null;
  const given = roles.filter((role) => outranks(me.role, role));

  async function send(values: Values) {
    setDone(undefined);
    const role = roles.find((each) => each === values.text('role')) ?? 'expert';
    const chosen = languages.find((each) => each === values.text('language'));
    const name = `${values.text('firstName')} ${values.text('lastName')}`;
    const { status } = await client.createInvitation({
      body: {
        email: values.text('email'),
        firstName: values.text('firstName'),
        lastName: values.text('lastName'),
        organizationId: values.text('organizationId') || (me?.organizationId ?? ''),
        role,
        ...(chosen && { language: chosen }),
      },
    });
    setDone(status === 'proposed' ? text.proposed(name) : text.invited(name));
    setTurn(turn + 1);
  }

  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.inviteLead}</p>
      <Done>{done}</Done>
      <Form key={turn} submit={text.send} onSubmit={send}>
        <InviteeFields />
        {me.role === 'admin' && (
          <SelectField
            name="organizationId"
            label={words.organization}
            required
            options={[['', words.choose], ...organizationChoices(items)]}
          />
        )}
        <ChoiceField
          name="role"
          legend={words.role}
          hint={text.roleHints}
          required
          options={given.map((role) => [role, roleNames[language][role]])}
        />
        <SelectField
          name="language"
          label={text.language}
          options={[
            ['', text.organizationLanguage],
            ...languages.map((each) => [each, languageNames[each]] as const),
          ]}
        />
      </Form>
    </>
  );
}
