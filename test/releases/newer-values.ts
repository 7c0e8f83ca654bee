/** Known rows with unknown enumeration values. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { changeNotice } from '../../src/store/notices.ts';
import { changeOrganization } from '../../src/store/organizations.ts';
import {
  dayKey,
  importKey,
  importLineKey,
  journalKey,
  noticeKey,
  organizationKey,
} from '../../src/store/row-keys.ts';
import type { Service } from '../support/harness.ts';
import { addPeople } from './newer-people.ts';
import { type Fields, merge, type Place } from './newer-place.ts';

/** @returns the rows and their values */
export async function addValues(service: Service): Promise<Place[]> {
  const organizationId = await addOrganization(service);
  const places = [
    ...(await addPeople(service, organizationId)),
    {
      table: 'organizations',
      ...organizationKey(organizationId),
      fields: {
        language: 'so',
        process: JSON.stringify({ ...process, approval: 'three_people', rolesGiven: ['auditor'] }),
      },
    },
    { table: 'notices', ...noticeKey(await addNotice(service)), fields: { level: 'celebration' } },
    ...importRows(service, organizationId),
    ...mailRows(service),
    ...journalRows(service, organizationId),
  ];
  for (const place of places) await merge(service.connectionString, place);
  return places;
}

const process = {
  addressDomains: [],
  approval: 'none',
  invitationDays: 7,
  peopleMax: null,
  proposals: true,
};

async function addOrganization({ deps, clock }: Service): Promise<string> {
  const organizationId = randomUUID();
  const row = { name: 'Inari', language: 'fi', revision: 1, createdAt: clock.iso } as const;
  const acting = { actorId: 'service', now: clock.iso };
  await changeOrganization(deps, { organizationId }, acting, { kind: 'organization_created', row });
  return organizationId;
}

async function addNotice({ deps, clock }: Service): Promise<string> {
  const noticeId = randomUUID();
  const words = { fi: 'Juhla', sv: 'Fest', en: 'Party' };
  const row = {
    level: 'info',
    title: words,
    text: words,
    from: clock.iso,
    until: '2028-01-01T00:00:00.000Z',
    revision: 1,
    requestHash: '',
  } as const;
  const acting = { actorId: 'service', organizationId: '', now: clock.iso };
  await changeNotice(deps, { noticeId }, acting, { kind: 'notice_published', row });
  return noticeId;
}

function importRows({ clock }: Service, organizationId: string): Place[] {
  const importId = randomUUID();
  const at = clock.iso;
  const row = { organizationId, actorId: 'service', requestHash: '', at };
  return [
    { table: 'imports', ...importKey(importId), fields: { ...row, state: 'paused' } },
    { table: 'imports', ...importLineKey(importId, 2), fields: { at, outcome: 'merged' } },
    { table: 'imports', ...importLineKey(importId, 3), fields: { at, role: 'auditor' } },
    { table: 'imports', ...importLineKey(importId, 4), fields: { at, language: 'so' } },
  ];
}

function mailRows({ clock }: Service): Place[] {
  const at = new Date(clock.now() - 20 * 60_000).toISOString();
  const mail = (state: string, template: string): Place => {
    const fields = { userId: randomUUID(), eventId: ulid(), template, state, at, sentAt: at };
    return { table: 'mails', ...dayKey(at.slice(0, 10), randomUUID()), fields };
  };
  return [mail('bounced', 'password_changed'), mail('postponed', 'delegation_started')];
}

/** Events of an unknown subject kind, and one in an unknown state. */
function journalRows({ clock }: Service, organizationId: string): Place[] {
  const at = new Date(clock.now() - 5 * 60_000).toISOString();
  const entry = (fields: Fields): Place => {
    const eventId = ulid(Date.parse(at));
    const { month, key } = journalKey(eventId);
    const what = { eventId, at, actorId: 'service', organizationId, data: '{}' };
    const subject = { subjectKind: 'signal', subjectId: randomUUID(), kind: 'signal_registered' };
    return {
      table: `journal${month}`,
      ...key,
      fields: { ...what, ...subject, state: 'done', ...fields },
    };
  };
  return [
    entry({}),
    entry({ state: 'waiting' }),
    entry({ subjectKind: 'user', kind: 'review_confirmed', state: 'waiting' }),
  ];
}
