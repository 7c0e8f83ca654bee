/** Promise: a timer touches only what is due, makes up for missed runs, and records its runs. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { noticeGiven } from '../../src/accounts/lapse.ts';
import type { Deps } from '../../src/deps.ts';
import { parseSettings } from '../../src/settings.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { changeAccount } from '../../src/store/change.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openOrganizationNames } from '../../src/store/organization-name-cache.ts';
import { openPauses } from '../../src/store/pause.ts';
import { openPrivacyVersions } from '../../src/store/privacy-notices.ts';
import { dayKey, scheduleKey } from '../../src/store/row-keys.ts';
import type { AccountRow } from '../../src/store/rows/account.ts';
import { openStore } from '../../src/store/store.ts';
import { openSystems } from '../../src/store/systems.ts';
import { readAll, write } from '../../src/store/tables.ts';
import { readTimer } from '../../src/store/timer-state.ts';
import { runTimer, type TimerName } from '../../src/timers/timers.ts';
import { freshAccount } from '../support/storage.ts';

let deps: Deps;
let clock = 0;

beforeEach(async () => {
  const { connectionString } = await freshAccount();
  const settings = parseSettings({
    PUBLIC_URL: 'https://accounts.example.fi',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    AzureWebJobsStorage: connectionString,
    MAIL_ENDPOINT: 'https://mail.example.fi',
    MAIL_SENDER: 'do-not-reply@example.fi',
    FIRST_ADMIN_EMAIL: 'admin@example.fi',
    SERVICE_ORGANIZATION: 'City',
    SERVICE_CONTACT: 'help@example.fi',
  });
  const store = openStore(settings);
  deps = {
    settings,
    store,
    keyring: openKeyring(settings, store),
    privacyVersions: openPrivacyVersions(store),
    pauses: openPauses(store),
    systems: openSystems(store),
    organizationNames: openOrganizationNames(store),
    hasher: {
      hash: async () => '',
      compare: async () => false,
      compareLegacy: async () => false,
      assertRoom: () => {},
    },
    policy: {
      inactivityMonths: 6,
      noticeDays: [30, 7, 1],
      eraseAfterDays: 30,
      unusedInvitationDays: 30,
    },
    log: () => {},
    clock: () => clock,
  };
});

async function account(now: string, row: Partial<AccountRow> = {}): Promise<string> {
  clock = Date.parse(now);
  const userId = randomUUID();
  await changeAccount(deps, { userId }, { actorId: 'service', now }, () => ({
    kind: 'activated',
    row: {
      organizationId: 'organization',
      role: 'editor',
      revision: 1,
      invitedAt: now,
      invitedBy: 'service',
      activatedAt: now,
      ...row,
    },
    person: { firstName: 'Maija', lastName: 'M', email: `${userId}@example.fi`, language: 'fi' },
    effects: { project: true },
  }));
  return userId;
}

/** The days under which the account is filed. */
async function filed(userId: string): Promise<string[]> {
  const days: string[] = [];
  const schedule = await deps.store.table('schedule');
  for await (const row of readAll(schedule, z.object({}), `RowKey eq '${userId}'`))
    days.push(row.partitionKey.slice(0, 10));
  return days;
}

const live = (now: string) => run('lifecycle', now);

function run(name: TimerName, now: string) {
  clock = Date.parse(now);
  return runTimer(deps, name, now);
}

const rowOf = async (userId: string) => (await loadAccount(deps.store, userId))?.row;

test('lifecycle takes an account from notice to erasure, and repeated runs do nothing', async () => {
  const userId = await account('2026-01-15T10:00:00.000Z');
  expect(await filed(userId)).toEqual(['2026-06-16']);
  expect(await live('2026-06-15T10:00:00.000Z')).toMatchObject({ noticed: 0 });

  expect(await live('2026-06-16T10:00:00.000Z')).toMatchObject({ noticed: 1, unfiled: 1 });
  expect(await live('2026-06-16T10:00:00.000Z')).toMatchObject({ noticed: 0, unfiled: 0 });
  // It is examined until the mail service has accepted the notice.
  expect(await filed(userId)).toEqual(['2026-06-24']);

  await delivered(userId, '2026-06-16T10:01:00.000Z');
  // No run for a month: the account lapses without further notices.
  await live('2026-07-17T10:00:00.000Z');
  expect(await rowOf(userId)).toMatchObject({ deactivatedBecause: 'inactivity' });
  expect(await filed(userId)).toEqual(['2026-08-17']);

  expect(await live('2026-08-16T10:00:00.000Z')).toMatchObject({ erased: 0 });
  expect(await live('2026-08-17T10:00:00.000Z')).toMatchObject({
    erased: 1,
    unfiled: 1,
    failed: 0,
  });
  expect((await loadAccount(deps.store, userId))?.person).toBeUndefined();
  expect(await filed(userId)).toEqual([]);
});

async function delivered(userId: string, now: string): Promise<void> {
  clock = Date.parse(now);
  const loaded = await loadAccount(deps.store, userId);
  if (loaded) await noticeGiven(deps, loaded, ulid(Date.parse(now)), now);
}

test('lifecycle sends one notice after an outage in which three became due', async () => {
  const userId = await account('2027-01-15T10:00:00.000Z');
  expect(await live('2027-08-15T10:00:00.000Z')).toMatchObject({ noticed: 1, deactivated: 0 });
  expect(await rowOf(userId)).toMatchObject({ noticeQueuedDays: 30 });
});

test('of several later notices delayed by an outage, only the last goes out; a second run adds none', async () => {
  const userId = await account('2027-11-15T10:00:00.000Z');
  await live('2028-04-16T10:00:00.000Z');
  await delivered(userId, '2028-04-16T10:00:00.000Z');
  expect(await live('2028-05-15T10:00:00.000Z')).toMatchObject({ deactivated: 0 });
  expect(await rowOf(userId)).toMatchObject({ noticeQueuedDays: 1 });
  const { chainLength } = (await rowOf(userId)) ?? {};
  expect(chainLength).toBeGreaterThan(0);
  await live('2028-05-15T10:00:00.000Z');
  expect(await rowOf(userId)).toMatchObject({ chainLength });
});

test('lifecycle refiles a person who has been active under the later day', async () => {
  const userId = await account('2028-01-15T10:00:00.000Z');
  const loaded = await loadAccount(deps.store, userId);
  const row = { ...loaded?.row, lastActivityAt: '2028-05-01T10:00:00.000Z' };
  const key = { partitionKey: userId, rowKey: 'account' };
  await write(await deps.store.table('accounts'), [{ do: 'put', key, row }]);
  expect(await live('2028-06-20T10:00:00.000Z')).toMatchObject({ noticed: 0, refiled: 1 });
  expect(await filed(userId)).toEqual(['2028-10-03']);
});

test('lifecycle removes a row that its account no longer refers to', async () => {
  const userId = await account('2029-01-15T10:00:00.000Z');
  const key = scheduleKey('2029-01-20', userId);
  await write(await deps.store.table('schedule'), [{ do: 'put', key, row: {} }]);
  expect(await live('2029-01-21T10:00:00.000Z')).toMatchObject({ unfiled: 1 });
  expect(await filed(userId)).toEqual(['2029-06-16']);
});

test('retention deletes throttle rows of past days and e-mail rows after 90 days, no others', async () => {
  const put = async (name: 'throttle' | 'mails', day: string, id: string = randomUUID()) =>
    write(await deps.store.table(name), [{ do: 'put', key: dayKey(day, id), row: {} }]);
  // More than fit in a transaction, in one partition.
  const crowd = Array.from({ length: 120 }, (_, index) => `${index}-000000`);
  for (const id of crowd) await put('throttle', '2026-11-01', id);
  for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) await put('throttle', day);
  for (const day of ['2026-08-24', '2026-08-25', '2026-11-22']) await put('mails', day);
  const now = '2026-11-23T10:00:00.000Z';
  expect(await run('retention', now)).toMatchObject({ throttleRows: 121, mailRows: 1 });
  expect(await run('retention', now)).toMatchObject({ throttleRows: 0, mailRows: 0 });
});

test('retention drops every month beyond the audit retention, once', async () => {
  await write(await deps.store.journal('202412'), [
    { do: 'put', key: { partitionKey: 'p', rowKey: 'r' }, row: {} },
  ]);
  await deps.store.journal('202501');
  await deps.store.journal('202406');
  const retain = () => run('retention', '2027-01-02T10:00:00.000Z');
  expect(await retain()).toMatchObject({ journalTables: 2 });
  expect(await retain()).toMatchObject({ journalTables: 0 });
  expect(await deps.store.journalMonths()).toEqual(['202501']);
});

test('keys creates the signing key and the next journal, and every run leaves a heartbeat', async () => {
  const now = '2026-12-31T23:00:00.000Z';
  await run('keys', now);
  expect((await deps.keyring.load(now)).signing).toHaveLength(1);
  expect((await readTimer(deps, 'keys'))?.ranAt).toBe(now);
  await run('repair', now);
  expect(await readTimer(deps, 'repair')).toMatchObject({
    ranAt: now,
    settledUntil: '2026-12-31T17:00:00.000Z',
  });
});

test('firstAdministrator invites once while the service has no administrator', async () => {
  const now = '2026-11-23T10:00:00.000Z';
  expect(await run('firstAdministrator', now)).toEqual({ invited: 1, active: 0 });
  expect(await run('firstAdministrator', now)).toEqual({ invited: 0, active: 0 });
});
