/** People with values from a newer release that this one does not know. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { EventKindOf } from '../../src/policy/event-names.ts';
import { accountKey, directoryKey } from '../../src/store/row-keys.ts';
import type { Service } from '../support/harness.ts';
import { changePerson, settle } from '../support/people.ts';
import type { Fields, Place } from './newer-place.ts';

/** An event kind that only the compiler would reject. */
const kind = z.custom<EventKindOf<'user'>>().parse('review_confirmed');
const dueOn = '2026-04-01';

/** Gives each person one unknown value, in every row that contains it. */
export async function addPeople(service: Service, organizationId: string): Promise<Place[]> {
  const { inAccount, ownRows } = values(service.clock.iso);
  const places: Place[] = [];
  for (const [name, fields] of Object.entries(inAccount)) {
    const { userId } = await addPerson(service, organizationId, name);
    places.push({ table: 'accounts', ...accountKey(userId), fields });
    places.push({ table: 'directory', ...directoryKey(organizationId, userId), fields });
  }
  for (const [name, { rowKey, fields }] of Object.entries(ownRows)) {
    const { userId } = await addPerson(service, organizationId, name);
    places.push({ table: 'accounts', partitionKey: userId, rowKey, fields });
    const shown = name === 'person' ? fields : name === 'request' ? { requestDueOn: dueOn } : {};
    places.push({ table: 'directory', ...directoryKey(organizationId, userId), fields: shown });
    if (name === 'request')
      places.push({ table: 'accounts', ...accountKey(userId), fields: shown });
  }
  return [...places, ...scheduleRows(service, places)];
}

/** @param at instant of the values */
function values(at: string) {
  const inAccount: Record<string, Fields> = {
    role: { role: 'auditor' },
    reason: { deactivatedAt: at, deactivatedBecause: 'review_unanswered' },
    language: { privacyNoticeLanguage: 'so' },
    step: { scheduledFor: 'review' },
  };
  const ownRows: Record<string, { rowKey: string; fields: Fields }> = {
    person: { rowKey: 'account.person', fields: { language: 'so' } },
    factor: {
      rowKey: `account.factor.${randomUUID()}`,
      fields: { kind: 'sms', name: 'Phone', createdAt: at },
    },
    request: {
      rowKey: `account.request.${randomUUID()}`,
      fields: { kind: 'portability', filedAt: at, dueOn },
    },
    outcome: {
      rowKey: `account.request.${randomUUID()}`,
      fields: { kind: 'access', filedAt: at, dueOn, answeredAt: at, outcome: 'partly' },
    },
    link: {
      rowKey: `account.link.magic.${randomUUID().slice(0, 16)}`,
      fields: { hash: 'x', createdAt: at, expiresAt: '2027-01-01T00:00:00.000Z' },
    },
    session: {
      rowKey: `account.session.2:${randomUUID()}`,
      fields: { boundTo: 'a device', createdAt: at },
    },
  };
  return { inAccount, ownRows };
}

/** Steps that are due for these people. */
function scheduleRows(service: Service, places: readonly Place[]): Place[] {
  const people = new Set(
    places.filter(({ table }) => table === 'accounts').map(({ partitionKey }) => partitionKey),
  );
  const partitionKey = `${service.clock.iso.slice(0, 10)}.00`;
  return [...people].map((rowKey) => {
    return { table: 'schedule', partitionKey, rowKey, fields: { step: 'review' } };
  });
}

async function addPerson({ deps, clock }: Service, organizationId: string, name: string) {
  const email = `${name}.${randomUUID()}@example.fi`;
  const person = { firstName: 'Uudempi', lastName: `Julkaisu ${name}`, email };
  const settled = await settle(deps, clock.iso, { organizationId, person });
  await changePerson(deps, settled.userId, clock.iso, ({ row }) => ({
    kind,
    row,
    data: { review: { round: 2 } },
  }));
  return settled;
}
