/** The person's own account: details, address, password, sessions, dates and closing. */

import { fullName } from '../../../policy/full-name.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useOwnOrganization } from '../../own-organization.ts';
import type { PageProps } from '../../page.ts';
import { useSession } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { factorTitle } from '../../texts/factor-title.ts';
import { lifeTexts } from '../../texts/life.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { DateText } from '../../ui/date.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { AddressForm, PasswordForm } from './access.tsx';
import { CloseAccount } from './close-account.tsx';
import { Details } from './details.tsx';
import { PendingChanges } from './pending.tsx';
import { Sessions } from './sessions.tsx';
import { texts } from './texts.ts';

export default function MyAccount({ title }: PageProps) {
  const words = useTexts(common);
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  const factor = useTexts(factorTexts);
  const { language } = useLanguage();
  const { me } = useSession();
  const own = useOwnOrganization(me);
  if (!me) return null;
  const deactivates =
    me.why === 'awaits_confirmation' ? text.deactivatesUnconfirmed : text.deactivates;
  return (
    <>
      <Heading>{title}</Heading>
      <Facts
        rows={[
          [words.name, fullName(me)],
          [words.email, shownDomain(me.email)],
          [words.role, roleNames[language][me.role]],
          [words.organization, own?.name],
        ]}
      />
      <Section title={text.dates}>
        <p>{life.why[me.why]}</p>
        <Facts
          rows={[
            [text.activated, me.activatedAt && <DateText at={me.activatedAt} />],
            [text.lastActivity, me.lastActivityAt && <DateText at={me.lastActivityAt} />],
            [deactivates, me.deactivateAt && <DateText at={me.deactivateAt} />],
            [text.employmentEnds, me.employmentEndsOn && <DateText at={me.employmentEndsOn} />],
          ]}
        />
      </Section>
      <PendingChanges me={me} />
      <Section title={text.details}>
        <Details me={me} />
      </Section>
      <Section title={text.address}>
        <AddressForm />
      </Section>
      <Section title={text.password}>
        <PasswordForm />
      </Section>
      <Section title={factorTitle[language]}>
        <p>
          {me.secondFactor ? factor.on : factor.off}. {factor.lead}
        </p>
        <p>
          <a href="/second-factor">{factorTitle[language]}</a>
        </p>
      </Section>
      <Section title={text.sessions}>
        <Sessions />
      </Section>
      <Section title={text.data}>
        <p>{text.dataLead}</p>
        <p>
          <a href="/me">{text.dataLink}</a>
        </p>
      </Section>
      <Section title={text.close}>
        <CloseAccount />
      </Section>
    </>
  );
}
