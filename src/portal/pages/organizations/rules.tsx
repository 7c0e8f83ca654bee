/** An organization's own rules for adding people. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { approvals } from '../../../policy/approvals.ts';
import { limit } from '../../../policy/limits.ts';
import { reviewPeriods } from '../../../policy/review-answers.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client, useSession } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { Done } from '../../ui/done.tsx';
import { CheckField, ChoiceField, SelectField, TextField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { texts } from './texts.ts';

type AdmissionRules = Output<'readAdmissionRules'>;

const noReviews = 0 as const;
const reviewChoices = [noReviews, ...reviewPeriods] as const;

/** Only the administration chooses what is rarer than now. */
function isRarer(months: number, now: number | null): boolean {
  return now !== null && (months === noReviews || months > now);
}

const rolesGiven = ['primary_user', 'editor', 'expert'] as const;

export function Rules({ organizationId }: { organizationId: string }) {
  const text = useTexts(texts);
  const params = { organizationId };
  const read = useLoad(() => client.readAdmissionRules({ params }), [organizationId]);
  const [done, setDone] = useState<string>();
  return (
    <Ready of={read}>
      {(rules) => (
        <>
          <Done key={rules.etag}>{done}</Done>
          <Sentences rules={rules} />
          <details class="details">
            <summary>{text.changeRules}</summary>
            <RulesForm
              key={rules.etag}
              rules={rules}
              save={async (values) => {
                setDone(undefined);
                const body = changesOf(values, rules);
                read.put(await client.changeAdmissionRules({ params, body, ifMatch: rules.etag }));
                setDone(text.saved);
              }}
            />
          </details>
        </>
      )}
    </Ready>
  );
}

function Sentences({ rules }: { rules: AdmissionRules }) {
  const { rule } = useTexts(texts);
  const { language } = useLanguage();
  const { addressDomains, rolesGiven: given, invitationDays, peopleMax, reviewMonths } = rules;
  const roles = given.map((role) => roleNames[language][role]).join(', ');
  return (
    <ul class="sentences">
      <li>
        {addressDomains.length === 0
          ? rule.anyDomain
          : rule.domains(addressDomains.map((domain) => `@${shownDomain(domain)}`).join(', '))}
      </li>
      <li>{given.length === 0 ? rule.noRoles : rule.roles(roles)}</li>
      <li>{rule.approvals[rules.approval]}</li>
      <li>{rule.days(invitationDays)}</li>
      <li>{peopleMax === null ? rule.noMax : rule.max(peopleMax)}</li>
      <li>{rules.proposals ? rule.proposals : rule.noProposals}</li>
      <li>{reviewMonths === null ? rule.noReviews : rule.reviews(reviewMonths)}</li>
    </ul>
  );
}

type RulesFormProps = { rules: AdmissionRules; save: (values: Values) => Promise<void> };

function RulesForm({ rules, save }: RulesFormProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const mayRelax = useSession().me?.role === 'admin';
  return (
    <Form id="rules" submit={words.save} onSubmit={save}>
      <TextField
        name="addressDomains"
        label={text.domains}
        hint={text.domainsHint}
        lines={3}
        value={rules.addressDomains.map(shownDomain).join('\n')}
      />
      <ChoiceField
        name="rolesGiven"
        legend={text.roles}
        many
        chosen={rules.rolesGiven}
        options={rolesGiven.map((role) => [role, roleNames[language][role]])}
      />
      <ChoiceField
        name="approval"
        legend={text.approval}
        {...(!mayRelax && { hint: text.approvalHint })}
        required
        chosen={[rules.approval]}
        options={approvals
          .filter((_, strictness) => mayRelax || strictness >= approvals.indexOf(rules.approval))
          .map((approval) => [approval, text.approvals[approval]])}
      />
      <TextField
        name="invitationDays"
        label={text.invitationDays}
        type="number"
        min={1}
        max={limit.invitationDaysMax}
        value={String(rules.invitationDays)}
        required
      />
      <TextField
        name="peopleMax"
        label={text.peopleMax}
        hint={text.peopleMaxHint}
        type="number"
        min={1}
        max={limit.organizationPeopleMax}
        value={rules.peopleMax === null ? '' : String(rules.peopleMax)}
      />
      <CheckField name="proposals" label={text.proposals} checked={rules.proposals} />
      <SelectField
        name="reviewMonths"
        label={text.reviews}
        hint={mayRelax ? undefined : text.reviewsHint}
        required
        value={String(rules.reviewMonths ?? noReviews)}
        options={reviewChoices
          .filter((months) => mayRelax || !isRarer(months, rules.reviewMonths))
          .map((months) => [
            String(months),
            months === noReviews ? text.noReviews : text.reviewPeriod(months),
          ])}
      />
    </Form>
  );
}

function changesOf(values: Values, before: AdmissionRules) {
  const peopleMax = values.text('peopleMax');
  return {
    addressDomains: values
      .text('addressDomains')
      .split(/[\s,;]+/)
      .filter(Boolean),
    rolesGiven: rolesGiven.filter((role) => values.all('rolesGiven').includes(role)),
    approval: approvals.find((each) => each === values.text('approval')) ?? before.approval,
    invitationDays: Number(values.text('invitationDays')),
    peopleMax: peopleMax === '' ? null : Number(peopleMax),
    proposals: values.checked('proposals'),
    reviewMonths:
      reviewPeriods.find((months) => String(months) === values.text('reviewMonths')) ?? null,
  };
}
