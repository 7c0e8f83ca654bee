/** Promise: unknown content in a value, event or ticket of a newer release blocks nobody. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/client/client.ts';
import { challengeOf, makeTicket, openTicket } from '../../src/factors/ticket.ts';
import { readImport } from '../../src/imports/read-import.ts';
import type { EventKindOf } from '../../src/policy/event-names.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  eventPrefix,
  importKey,
  importLineKey,
  organizationKey,
} from '../../src/store/row-keys.ts';
import { organizationRow } from '../../src/store/rows/organization.ts';
import { getRow } from '../../src/store/tables.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { type Service, startService } from '../support/harness.ts';
import { changePerson, settle } from '../support/people.ts';
import { merge, type Place } from './newer-place.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
});

afterAll(() => service.stop());

const put = (place: Place) => merge(service.connectionString, place);

describe('rules of an organization', () => {
  const rules = {
    addressDomains: [],
    rolesGiven: ['editor'],
    approval: 'none',
    invitationDays: 7,
    peopleMax: null,
    proposals: true,
    reviewMonths: null,
  };
  const rule = (process: object) =>
    put({
      table: 'organizations',
      ...organizationKey(organizationId),
      fields: { process: JSON.stringify(process) },
    });

  test('an unknown rule is not shown and survives changes to the others', async () => {
    await rule({ ...rules, delegationMonths: 6 });
    const params = { organizationId };
    const { etag, ...shown } = await admin.readAdmissionRules({ params });
    expect(shown).toEqual({ ...rules, language: 'fi' });
    const changed = await admin.changeAdmissionRules({
      params,
      body: { invitationDays: 9 },
      ifMatch: etag,
    });
    expect(changed).toMatchObject({ invitationDays: 9 });
    const table = await service.deps.store.table('organizations');
    const row = await getRow(table, organizationRow, organizationKey(organizationId));
    expect(row?.process).toMatchObject({ delegationMonths: 6, invitationDays: 9 });
  });

  test('an unknown value blocks none of the people from their data, links and e-mails', async () => {
    const email = `link.${randomUUID()}@example.fi`;
    const names = { firstName: 'Aino', lastName: 'Virtanen', language: 'en' } as const;
    await admin.createInvitation({ body: { email, organizationId, role: 'editor', ...names } });
    await rule({ ...rules, approval: 'three_people' });
    const token = await service.tokenFor(email);
    const organizationName = 'City of Test';
    expect(await admin.myData()).toMatchObject({ organizationName });
    expect(await admin.checkLink({ body: { token } })).toMatchObject({ organizationName });
    await rule(rules);
  });
});

describe('e-mails about events', () => {
  const kindOf = (text: string) => z.custom<EventKindOf<'user'>>().parse(text);

  async function happened(kind: string, data: Record<string, unknown>) {
    const { userId } = await settle(service.deps, service.clock.iso, { organizationId });
    const account = await changePerson(service.deps, userId, service.clock.iso, ({ row }) => {
      const ended = kind === 'deactivated' ? { deactivatedAt: service.clock.iso } : {};
      return { kind: kindOf(kind), row: { ...row, ...ended }, data };
    });
    const table = await service.deps.store.table('accounts');
    const filter = `PartitionKey eq '${userId}' and number eq ${account.row.chainLength}`;
    for await (const { rowKey = '' } of table.listEntities({ queryOptions: { filter } }))
      if (rowKey.startsWith(eventPrefix)) return { userId, eventId: rowKey.split('.').at(-1) };
    throw new Error('the event is missing');
  }

  test.each([
    ['role_changed', 'role_changed', { from: 'auditor', to: 'editor' }],
    ['organization_changed', 'organization_changed', { moves: [] }],
    ['deactivated', 'deactivated', { reason: 'review_unanswered' }],
    ['data_request_received', 'data_requested', { kind: 'portability', dueOn: '2026-04-01' }],
    ['data_request_answered', 'data_request_answered', { kind: 'portability' }],
    ['second_factor_changed', 'second_factor_renamed', {}],
  ])(
    '%s: an e-mail that this release cannot phrase waits for the newer one',
    async (template, kind, data) => {
      const message = { ...(await happened(kind, data)), template };
      service.logs.length = 0;
      await service.handleMail('now', message, limit.queueTriesMax);
      expect(service.logs.map((line) => JSON.parse(line).event)).toEqual(['message_set_back']);
      const account = await loadAccount(service.deps.store, message.userId);
      expect(account?.row.mailFailedAt).toBeUndefined();
      await (await service.deps.store.queue(workQueues.now)).clearMessages();
    },
  );
});

test('an import stays open for a line that only a newer release can parse', async () => {
  const importId = randomUUID();
  const at = service.clock.iso;
  const { userId: actorId } = await admin.me();
  const begun = { organizationId, actorId, requestHash: '', state: 'running', at };
  const line = (number: number, role: string): Place => {
    const email = `${role}.${importId}@example.fi`;
    const fields = { at, firstName: 'Åsa', lastName: 'Öhman', email, role };
    return { table: 'imports', ...importLineKey(importId, number), fields };
  };
  await put(line(2, 'auditor'));
  await put(line(3, 'editor'));
  await put({ table: 'imports', ...importKey(importId), fields: begun });
  await service.handleMail('now', { importId }, 1);
  expect(await readImport(service.deps, importId)).toMatchObject({ state: 'running', invited: 1 });
  service.clock.advance({ minutes: limit.importStalledMinutes + 1 });
  expect(await service.runTimer('repair')).toMatchObject({ importsResumed: 1 });
  // The newer release processes the line.
  await put({ ...line(2, 'auditor'), fields: { outcome: 'invited' } });
  await service.handleMail('now', { importId }, 1);
  expect(await readImport(service.deps, importId)).toMatchObject({ state: 'done' });
});

describe('tickets', () => {
  const userId = randomUUID();
  const carried = { userId, proofs: 0, factorId: randomUUID() };
  const open = async (ticket: string) => {
    const now = service.clock.iso;
    return openTicket(await service.deps.keyring.load(now), 'passkey_set_up', ticket, now);
  };
  const ticketOf = async (carries: object) => {
    const now = service.clock.iso;
    const typed = z.custom<typeof carried>().parse(carries);
    return makeTicket(await service.deps.keyring.load(now), 'passkey_set_up', typed, now);
  };

  test('a ticket with unknown fields is accepted, and one with missing fields is refused', async () => {
    const ticket = await ticketOf({ ...carried, device: 'key' });
    expect(challengeOf(ticket)).toHaveLength(32);
    expect(await open(ticket)).toMatchObject({ ...carried, at: service.clock.iso });
    const refused = expect.objectContaining({ code: 'ticket_invalid' });
    await expect(open(await ticketOf({ userId }))).rejects.toEqual(refused);
  });
});
