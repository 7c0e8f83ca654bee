/** An editor or expert proposes a colleague; a primary user decides. */
import { useState } from 'preact/hooks';
import { roleNames } from '../../policy/role-names.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { client, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Done } from '../ui/done.tsx';
import { ChoiceField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { InviteeFields } from '../ui/invitee-fields.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Ehdota kollegaa palvelun käyttäjäksi. Organisaatiosi pääkäyttäjä päättää, ja saat tiedon päätöksestä.',
    send: 'Lähetä ehdotus',
    sent: 'Ehdotus on lähetetty pääkäyttäjälle.',
  },
  sv: {
    lead: 'Föreslå en kollega som användare. Din organisations huvudanvändare beslutar och du får veta beslutet.',
    send: 'Skicka förslaget',
    sent: 'Förslaget har skickats till huvudanvändaren.',
  },
  en: {
    lead: "Propose a colleague as a user. Your organization's primary user decides, and you are notified.",
    send: 'Send proposal',
    sent: 'The proposal was sent to the primary user.',
  },
});

const proposable = ['editor', 'expert'] as const;

export default function Propose({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [turn, setTurn] = useState(0);
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Done key={turn}>{turn > 0 ? text.sent : undefined}</Done>
      <Form
        key={`form ${turn}`}
        submit={text.send}
        onSubmit={async (values) => {
          await client.proposeInvitation({
            body: {
              email: values.text('email'),
              firstName: values.text('firstName'),
              lastName: values.text('lastName'),
              organizationId: me?.organizationId ?? '',
              role: proposable.find((role) => role === values.text('role')) ?? 'expert',
            },
          });
          setTurn(turn + 1);
        }}
      >
        <InviteeFields />
        <ChoiceField
          name="role"
          legend={words.role}
          required
          options={proposable.map((role) => [role, roleNames[language][role]])}
        />
      </Form>
    </>
  );
}
