/** Promise: each code that an event can hold has words in every language; ids of links stay out. */
import { expect, test } from 'vitest';
import { approvals } from '../../src/policy/approvals.ts';
import { dataRequestKinds } from '../../src/policy/data-request-kinds.ts';
import { eventNames } from '../../src/policy/event-names.ts';
import { factorMethods } from '../../src/policy/factor-kinds.ts';
import { languages } from '../../src/policy/languages.ts';
import { mailTemplates } from '../../src/policy/mail-templates.ts';
import { roles } from '../../src/policy/roles.ts';
import { erasureRules } from '../../src/policy/statuses.ts';
import { factsOf, idsIn } from '../../src/portal/events/facts.ts';

const codes: readonly [kind: string, name: string, values: readonly unknown[]][] = [
  ['invited', 'role', roles],
  ['erased', 'rule', erasureRules],
  ['mail_failed', 'template', mailTemplates],
  ['signed_in', 'method', factorMethods],
  ['data_request_filed', 'kind', dataRequestKinds],
  ['audit_read', 'kind', Object.keys(eventNames.en)],
  ['pending_change_cancelled', 'what', ['address_change', 'password_reset']],
  ['privacy_notice_published', 'acknowledge', [true, false]],
  ['person_changed', 'fields', [['firstName'], ['lastName', 'language', 'employmentEndsOn']]],
];

test.each(codes)('%s: each %s has words', (kind, name, values) => {
  for (const language of languages)
    for (const value of values) {
      const [fact] = factsOf({ kind, data: { [name]: value } }, language);
      expect(fact?.label, `${language} ${name}`).toBeTruthy();
      expect(String(fact?.after)).not.toMatch(/[a-z]_[a-z]|^(true|false)$|[a-z][A-Z]/);
    }
});

test('a change of rules is told rule by rule, from the old value to the new one', () => {
  const from = { approval: approvals[0], peopleMax: null, addressDomains: [], proposals: false };
  const to = { approval: approvals[1], peopleMax: 40, addressDomains: ['a.fi'], proposals: true };
  const facts = factsOf({ kind: 'process_changed', data: { from, to } }, 'en');
  expect(facts.map(({ label, before, after }) => `${label}: ${before} → ${after}`)).toEqual([
    'Approval of an invitation: No approval needed → Another primary user or an administrator approves',
    'Maximum number of people: no limit → 40',
    'Allowed address domains: all → a.fi',
    'Proposing a colleague: no → yes',
  ]);
});

test('a changed role is told in words, and a move by the ids of the organizations', () => {
  const role = { from: 'editor', to: 'primary_user' };
  expect(factsOf({ kind: 'role_changed', data: role }, 'fi')).toEqual([
    { label: 'Rooli', before: 'sisällöntuottaja', after: 'organisaation pääkäyttäjä' },
  ]);
  const moved = factsOf({ kind: 'organization_changed', data: { from: 'a', to: 'b' } }, 'sv');
  expect(idsIn(moved)).toEqual(['a', 'b']);
});

test('ids of links, requests and runs mean nothing to people and are left out', () => {
  const data = { link: 'x', requestId: 'y', runId: 'z', former: 'w' };
  expect(factsOf({ kind: 'address_changed', data }, 'en')).toEqual([]);
});

test("a newer release's unknown code is shown as it is", () => {
  const data = { method: 'retina', role: 'auditor', unheardOf: 1 };
  expect(factsOf({ kind: 'signed_in', data }, 'en').map(({ after }) => after)).toEqual([
    'retina',
    'auditor',
  ]);
});
