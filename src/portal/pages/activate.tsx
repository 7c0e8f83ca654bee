/** The invitee sees what the invitation is for, sets a password and is signed in. */
import { useLocation } from 'preact-iso';
import type { Output } from '../../api.ts';
import { languages } from '../../policy/languages.ts';
import { roleNames } from '../../policy/role-names.ts';
import { goOnAt } from '../kept-request.ts';
import { languageNames, useLanguage, useTexts } from '../language.tsx';
import { forgetLinkToken } from '../link-token.ts';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { DateText } from '../ui/date.tsx';
import { Facts } from '../ui/facts.tsx';
import { CheckField, SelectField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Heading } from '../ui/heading.tsx';
import { LinkPage, namesOf } from '../ui/link-page.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { Sections } from '../ui/sections.tsx';
import { texts } from './activate.texts.ts';

export default function Activate({ title }: PageProps) {
  return (
    <>
      <Heading>{title}</Heading>
      <LinkPage purpose="invitation">
        {(link, token) => <Invitation link={link} token={token} />}
      </LinkPage>
    </>
  );
}

function Invitation({ link, token }: { link: Output<'checkLink'>; token: string }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { begin } = useSession();
  const { route } = useLocation();
  return (
    <>
      <p>{text.hello(link.firstName)}</p>
      <Facts
        rows={[
          [words.organization, link.organizationName],
          [words.role, roleNames[language][link.role]],
          [text.invitedBy, link.invitedBy],
          [text.until, <DateText key="until" at={link.expiresAt} time />],
        ]}
      />
      <Notice title={text.notice} />
      <Form
        submit={text.activate}
        onSubmit={async (values) => {
          const chosen = languages.find((each) => each === values.text('language')) ?? language;
          const password = values.text('password');
          const body = { token, password, language: chosen, privacyNoticeRead: true } as const;
          await begin(await client.activate({ body }));
          forgetLinkToken();
          route(goOnAt('/'), true);
        }}
      >
        <PasswordField name="password" label={text.password} freshFor={namesOf(link)} />
        <SelectField
          name="language"
          label={text.language}
          required
          value={link.language}
          options={languages.map((each) => [each, languageNames[each]])}
        />
        <CheckField name="privacyNoticeRead" label={text.read} required />
      </Form>
    </>
  );
}

/** The full privacy notice, above the form; collapsed because it is long. */
function Notice({ title }: { title: string }) {
  const { language } = useLanguage();
  const notice = useLoad(() => client.privacyNotice({ query: { language } }), [language]);
  return (
    <details class="details">
      <summary>{title}</summary>
      <Ready of={notice}>{({ sections }) => <Sections sections={sections} />}</Ready>
    </details>
  );
}
