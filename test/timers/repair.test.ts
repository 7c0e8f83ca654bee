/** Promise: a crash after any storage request leaves a state that repair finishes or undoes. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Deps, Log } from '../../src/deps.ts';
import { parseSettings } from '../../src/settings.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { changeAccount, commit, prepare, undo } from '../../src/store/change.ts';
import { openEntry, putEntry, readJournal } from '../../src/store/journal.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { reserveLogin } from '../../src/store/logins.ts';
import { changeOrganization, loadOrganization } from '../../src/store/organizations.ts';
import { directoryKey, loginKey, organizationEventKey } from '../../src/store/row-keys.ts';
import { eventRow, type JournalRow } from '../../src/store/rows/event.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { loginRow } from '../../src/store/rows/sign-in.ts';
import { openStore } from '../../src/store/store.ts';
import { getRow, write } from '../../src/store/tables.ts';
import { readTimer } from '../../src/store/timer-state.ts';
import { repair } from '../../src/timers/repair.ts';
import { freshAccount } from '../support/storage.ts';

const begin = Date.parse('2026-11-23T10:00:00.000Z');
const at = (minutes: number) => new Date(begin + minutes * 60_000).toISOString();
const organizationId = randomUUID();
const logged: string[] = [];
const log: Log = (event) => logged.push(event);
let deps: Pick<Deps, 'store' | 'keyring' | 'log' | 'policy' | 'clock'>;
/** What the writer's clock shows. */
let written = begin;

beforeAll(async () => {
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
  const policy = {
    inactivityMonths: 6,
    noticeDays: [30, 7, 1],
    eraseAfterDays: 30,
    unusedInvitationDays: 30,
  };
  deps = { store, keyring: openKeyring(settings, store), log, policy, clock: () => written };
});

const emailOf = (userId: string) => `${userId}@example.fi`;

/** An invitation as the change protocol sees it. */
async function invitation(userId: string, now: string) {
  written = Date.parse(now);
  const keys = await deps.keyring.load(now);
  const hash = keys.emailHash(emailOf(userId));
  const decide = () => ({
    kind: 'invited' as const,
    row: {
      organizationId,
      role: 'editor' as const,
      revision: 1,
      invitedAt: now,
      invitedBy: 'service',
    },
    person: {
      firstName: 'Maija',
      lastName: 'Meikäläinen',
      email: emailOf(userId),
      language: 'fi' as const,
    },
    effects: {
      project: true,
      loginAdded: hash,
      mails: [{ template: 'invitation', queue: 'now' as const }],
    },
  });
  return { hash, change: [{ userId }, { actorId: 'service', now }, decide] as const };
}

/** Runs the protocol's steps up to a crash. */
async function crash(
  userId: string,
  now: string,
  after: 'journal' | 'login' | 'commit',
): Promise<{ hash: string; entry: JournalRow }> {
  const { hash, change } = await invitation(userId, now);
  const plan = await prepare(deps, ...change);
  await openEntry(deps.store, plan.entry);
  if (after !== 'journal') await reserveLogin(deps.store, hash, plan);
  if (after === 'commit') await commit(deps, plan);
  return { hash, entry: plan.entry };
}

async function stateOf(entry: JournalRow): Promise<string | undefined> {
  const ask = { from: at(-10_000), until: at(10_000), rows: 100, subjectId: entry.subjectId };
  const { entries } = await readJournal(deps.store, '202611', ask);
  return entries.find(({ eventId }) => eventId === entry.eventId)?.state;
}

const login = async (hash: string) =>
  getRow(await deps.store.table('logins'), loginRow, loginKey(hash));
const listed = async (userId: string) =>
  getRow(await deps.store.table('directory'), directoryRow, directoryKey(organizationId, userId));

describe('a change of an account', () => {
  test('is finished if it was committed: list, schedule and e-mail follow', async () => {
    const userId = randomUUID();
    const { entry } = await crash(userId, at(0), 'commit');
    expect(await listed(userId)).toBeUndefined();
    expect(await repair(deps, at(2))).toEqual({ finished: 1, undone: 0, failed: 0, left: 0 });
    expect(await listed(userId)).toMatchObject({ email: emailOf(userId) });
    expect(await stateOf(entry)).toBe('done');
    const queue = await deps.store.queue('mail-now');
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    const mails = receivedMessageItems.map(({ messageText }) =>
      JSON.parse(Buffer.from(messageText, 'base64').toString()),
    );
    expect(mails).toEqual([{ userId, eventId: entry.eventId, template: 'invitation' }]);
  });

  test.each(['journal', 'login'] as const)(
    'is undone if it stopped after the %s row',
    async (step) => {
      const userId = randomUUID();
      const { hash, entry } = await crash(userId, at(10), step);
      expect(await repair(deps, at(12))).toEqual({ finished: 0, undone: 1, failed: 0, left: 0 });
      expect(await login(hash)).toBeUndefined();
      expect(await loadAccount(deps.store, userId)).toBeUndefined();
      expect(await stateOf(entry)).toBe('void');
    },
  );

  test('cannot happen late once it has been undone', async () => {
    const userId = randomUUID();
    const { change } = await invitation(userId, at(20));
    const plan = await prepare(deps, ...change);
    await openEntry(deps.store, plan.entry);
    await repair(deps, at(22));
    expect(await commit(deps, plan)).toBe(false);
    expect(await loadAccount(deps.store, userId)).toBeUndefined();
  });

  test('is left alone while it may still be in progress', async () => {
    const { entry } = await crash(randomUUID(), at(30), 'journal');
    expect(await repair(deps, at(30.5))).toEqual({ finished: 0, undone: 0, failed: 0, left: 0 });
    expect(await stateOf(entry)).toBe('pending');
    expect(await repair(deps, at(32))).toMatchObject({ undone: 1 });
  });

  test('keeps an address that the person obtained by another change', async () => {
    const userId = randomUUID();
    await crash(userId, at(40), 'journal');
    const { hash, change } = await invitation(userId, at(40));
    await changeAccount(deps, ...change);
    expect(await repair(deps, at(42))).toMatchObject({ undone: 1, failed: 0 });
    expect(await login(hash)).toMatchObject({ userId });
  });
});

describe('a change of an organization', () => {
  const row = {
    name: 'Esimerkkilä',
    language: 'fi' as const,
    revision: 1,
    createdAt: at(0),
    chainLength: 0,
  };

  /** Leaves the journal row pending, as a crash before the last request would. */
  async function pending(id: string, now: string): Promise<JournalRow> {
    const ask = { from: now, until: at(10_000), rows: 10, subjectId: id };
    const [entry] = (await readJournal(deps.store, '202611', ask)).entries;
    if (!entry) throw new Error('the organization has no journal row');
    const { partitionKey, rowKey } = entry;
    const reopened = { ...entry, state: 'pending' as const };
    const key = { partitionKey, rowKey };
    await write(await deps.store.journal('202611'), [{ do: 'put', key, row: reopened }]);
    return entry;
  }

  test('is settled as done if its event exists', async () => {
    const id = randomUUID();
    written = Date.parse(at(50));
    const acting = { actorId: 'service', now: at(50) };
    const decision = { kind: 'organization_created', row } as const;
    await changeOrganization(deps, { organizationId: id }, acting, decision);
    const entry = await pending(id, at(50));
    expect(await repair(deps, at(52))).toEqual({ finished: 1, undone: 0, failed: 0, left: 0 });
    expect(await stateOf(entry)).toBe('done');
  });

  test('that repair rules out while in progress is refused, and succeeds when retried', async () => {
    const organizationId = randomUUID();
    written = Date.parse(at(55));
    const change = [
      { organizationId },
      { actorId: 'service', now: at(55) },
      { kind: 'organization_created', row: { ...row, name: `Overtaken ${organizationId}` } },
    ] as const;
    const overtaken: typeof deps.store = {
      ...deps.store,
      async table(name) {
        if (name === 'organizations') await repair(deps, at(57));
        return deps.store.table(name);
      },
    };
    const first = changeOrganization({ ...deps, store: overtaken }, ...change);
    await expect(first).rejects.toMatchObject({ code: 'request_in_progress' });
    expect(await loadOrganization(deps.store, organizationId)).toBeUndefined();
    await changeOrganization(deps, ...change);
    expect(await loadOrganization(deps.store, organizationId)).toMatchObject({
      row: { revision: 1 },
    });
  });

  test('is ruled out permanently if its event does not exist', async () => {
    const id = randomUUID();
    const { entry: like } = await crash(randomUUID(), at(60), 'journal');
    const { effects: _, ...plain } = like;
    const entry = { ...plain, subjectKind: 'organization' as const, subjectId: id };
    await putEntry(deps.store, entry);
    expect(await repair(deps, at(62))).toMatchObject({ undone: 1 });
    expect(await stateOf(entry)).toBe('void');
    const key = organizationEventKey(id, entry.eventId);
    const event = await getRow(await deps.store.table('organizations'), eventRow, key);
    expect(event?.void).toBe(true);
  });
});

describe('a run', () => {
  test('finds nothing to do when repeated', async () => {
    await crash(randomUUID(), at(70), 'commit');
    expect(await repair(deps, at(72))).toMatchObject({ finished: 1 });
    expect(await repair(deps, at(72))).toEqual({ finished: 0, undone: 0, failed: 0, left: 0 });
  });

  test('keeps its watermark 6 hours back, and repairs what an outage left before that', async () => {
    await crash(randomUUID(), at(80), 'commit');
    expect(await repair(deps, at(180))).toMatchObject({ finished: 1 });
    expect((await readTimer(deps, 'repair'))?.settledUntil).toBe(at(180 - 360));
  });

  test('continues after a broken entry, reports it, and keeps the watermark at it', async () => {
    const { entry } = await crash(randomUUID(), at(190), 'commit');
    const userId = randomUUID();
    await crash(userId, at(191), 'commit');
    const original = deps.store;
    const failing = {
      ...original,
      queue: async (name: string) => {
        if (name === 'mail-later') throw new TypeError('no such queue');
        return original.queue(name);
      },
    };
    const mails = [{ template: 'invitation', queue: 'later' as const }];
    await putEntry(deps.store, { ...entry, effects: { mails } });
    const run = await repair({ ...deps, store: failing }, at(200));
    expect(run).toEqual({ finished: 1, undone: 0, failed: 1, left: 0 });
    expect(logged).toContain('repair_failed');
    expect(await repair({ ...deps, store: failing }, at(1_000))).toMatchObject({ failed: 1 });
    expect((await readTimer(deps, 'repair'))?.settledUntil).toBe(at(190));
    expect(await listed(userId)).toBeDefined();
    expect(await repair(deps, at(1_002))).toMatchObject({ finished: 1, failed: 0 });
  });
});

describe('an address', () => {
  const later = (minutes: number) => at(100_000 + minutes);

  test('stays with a retry that has just reserved it', async () => {
    const userId = randomUUID();
    await crash(userId, later(0), 'login');
    const { hash, change } = await invitation(userId, later(2));
    const retry = await prepare(deps, ...change);
    await openEntry(deps.store, retry.entry);
    expect(await reserveLogin(deps.store, hash, retry)).toBe(true);
    expect(await repair(deps, later(1.5))).toMatchObject({ undone: 1, failed: 0 });
    expect(await login(hash)).toMatchObject({ userId, eventId: retry.eventId });
    expect(await commit(deps, retry)).toBe(true);
    expect(await repair(deps, later(4))).toMatchObject({ finished: 1, undone: 0 });
    expect(await login(hash)).toMatchObject({ userId });
  });

  test.each(['commits', 'crashes'])(
    'stays with a try that is under way when a later one is refused, and the first %s',
    async (outcome) => {
      const userId = randomUUID();
      const minutes = outcome === 'commits' ? 5 : 7;
      const { hash, change } = await invitation(userId, later(minutes));
      const [first, second] = [await prepare(deps, ...change), await prepare(deps, ...change)];
      for (const each of [first, second]) {
        await openEntry(deps.store, each.entry);
        expect(await reserveLogin(deps.store, hash, each)).toBe(true);
      }
      await undo(deps, second.entry);
      expect(await login(hash)).toMatchObject({ userId, eventId: first.eventId });
      if (outcome === 'commits') expect(await commit(deps, first)).toBe(true);
      expect(await repair(deps, later(minutes + 2))).toMatchObject({ failed: 0 });
      expect((await login(hash))?.userId).toBe(outcome === 'commits' ? userId : undefined);
    },
  );

  test('is released when the retry that reserved it fails as well', async () => {
    const userId = randomUUID();
    const { hash } = await crash(userId, later(10), 'login');
    await crash(userId, later(10), 'login');
    expect(await repair(deps, later(12))).toMatchObject({ undone: 2, failed: 0 });
    expect(await login(hash)).toBeUndefined();
  });

  test('reserved by the release before is released when its change is undone', async () => {
    const userId = randomUUID();
    const { hash } = await crash(userId, later(15), 'journal');
    const row = { do: 'insert', key: loginKey(hash), row: { userId } } as const;
    await write(await deps.store.table('logins'), [row]);
    expect(await repair(deps, later(17))).toMatchObject({ undone: 1, failed: 0 });
    expect(await login(hash)).toBeUndefined();
  });

  test('that a person has again is not released by the change that gave it up', async () => {
    const userId = randomUUID();
    const { hash, change } = await invitation(userId, later(20));
    const invited = await changeAccount(deps, ...change);
    const email = `other.${emailOf(userId)}`;
    const keys = await deps.keyring.load(later(21));
    await moveTo(invited.userId, email, later(21), 'commit');
    await moveTo(invited.userId, emailOf(userId), later(21.1), 'effects');
    expect(await login(hash)).toMatchObject({ userId });
    expect(await repair(deps, later(24))).toMatchObject({ failed: 0 });
    expect(await login(hash)).toMatchObject({ userId });
    expect(await login(keys.emailHash(email))).toBeUndefined();
  });

  async function moveTo(userId: string, email: string, now: string, until: 'commit' | 'effects') {
    written = Date.parse(now);
    const keys = await deps.keyring.load(now);
    const account = await loadAccount(deps.store, userId);
    if (!account?.person) throw new Error('the person is missing');
    const { row, person } = account;
    const decide = () => ({
      kind: 'address_changed' as const,
      row,
      person: { ...person, email },
      effects: {
        project: true,
        loginAdded: keys.emailHash(email),
        loginRemoved: keys.emailHash(person.email),
      },
    });
    const acting = { actorId: userId, now };
    if (until === 'effects') return changeAccount(deps, account, acting, decide);
    const plan = await prepare(deps, account, acting, decide);
    await openEntry(deps.store, plan.entry);
    await reserveLogin(deps.store, keys.emailHash(email), plan);
    return commit(deps, plan);
  }
});
