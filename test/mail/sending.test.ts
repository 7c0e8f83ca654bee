/** Promise: every e-mail is sent once, waits when the service asks for it, and is never lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newLink } from '../../src/accounts/link.ts';
import type { Deps } from '../../src/deps.ts';
import { type Mailbox, startMailbox } from '../../src/local/mailbox.ts';
import { handleMail } from '../../src/mail/queue-function.ts';
import { retryWaiting } from '../../src/mail/retry-waiting.ts';
import type { EventKindOf } from '../../src/policy/event-names.ts';
import { parseSettings } from '../../src/settings.ts';
import { type Account, type Link, loadAccount } from '../../src/store/accounts.ts';
import { changeAccount, type Decision } from '../../src/store/change.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { changeOrganization } from '../../src/store/organizations.ts';
import { mailRow } from '../../src/store/rows/work.ts';
import { openStore } from '../../src/store/store.ts';
import { readPage } from '../../src/store/tables.ts';
import { changePerson } from '../support/people.ts';
import { freshAccount } from '../support/storage.ts';

const now = '2026-11-23T10:00:00.000Z';
const dayMs = 86_400_000;
const [organizationId, otherId] = [randomUUID(), randomUUID()];
const logged: { event: string; fields: Record<string, unknown> }[] = [];
let mailbox: Mailbox;
let deps: Pick<Deps, 'settings' | 'store' | 'keyring' | 'policy' | 'log' | 'clock'>;

beforeAll(async () => {
  mailbox = await startMailbox();
  const { connectionString } = await freshAccount();
  const settings = parseSettings({
    PUBLIC_URL: 'https://accounts.example.fi',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    AzureWebJobsStorage: connectionString,
    MAIL_CONNECTION: mailbox.connectionString,
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
  const log: Deps['log'] = (event, fields = {}) => logged.push({ event, fields });
  deps = {
    settings,
    store,
    keyring: openKeyring(settings, store),
    policy,
    log,
    clock: () => Date.parse(now),
  };
  for (const [id, name] of [
    [organizationId, 'Esimerkkilän kaupunki'],
    [otherId, 'Exempelby kommun'],
  ] as const) {
    const row = { name, language: 'fi' as const, revision: 1, createdAt: now, chainLength: 0 };
    const acting = { actorId: 'service', now };
    await changeOrganization(deps, { organizationId: id }, acting, {
      kind: 'organization_created',
      row,
    });
  }
});

afterAll(() => mailbox.stop());

afterEach(async () => {
  await fetch(`${mailbox.url}/mailbox/messages`, { method: 'DELETE' });
  await fetch(`${mailbox.url}/mailbox/faults`, { method: 'DELETE' });
  await waiting();
  logged.length = 0;
});

/** The messages of the queue for waiting people, taken out of it. */
async function waiting() {
  const queue = await deps.store.queue('mail-now');
  const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
  await Promise.all(
    receivedMessageItems.map((item) => queue.deleteMessage(item.messageId, item.popReceipt)),
  );
  return receivedMessageItems.map(({ messageText }): unknown =>
    JSON.parse(Buffer.from(messageText, 'base64').toString()),
  );
}

type Changes = {
  kind?: EventKindOf<'user'>;
  data?: Record<string, unknown>;
  row?: Partial<Decision['row']>;
  links?: (userId: string) => Promise<Link[]>;
};

/** An account whose latest event is the one that an e-mail is about. */
async function happened(
  template: string,
  { kind = 'person_changed', data, row, links }: Changes = {},
) {
  const userId = randomUUID();
  const made = await links?.(userId);
  const email = `${userId}@example.fi`;
  const account = await changeAccount(deps, { userId }, { actorId: 'service', now }, () => ({
    kind,
    data: data ?? {},
    row: {
      organizationId,
      role: 'editor',
      revision: 1,
      invitedAt: now,
      invitedBy: 'service',
      activatedAt: now,
      ...row,
    },
    person: { firstName: 'Maija', lastName: 'Meikäläinen', email, language: 'en' },
    links: made ?? [],
    effects: { mails: [{ template, queue: 'now' }] },
  }));
  const [message] = await waiting();
  return { account, email, message };
}

const linkFor =
  (purpose: Link['purpose'], lifeMs: number, email?: string) => async (userId: string) => [
    newLink(await deps.keyring.load(now), userId, purpose, now, lifeMs, email),
  ];

const send = (message: unknown, dequeueCount = 1) =>
  handleMail(deps, 'now', message, dequeueCount, now);
const order = (fault: object) =>
  fetch(`${mailbox.url}/mailbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
const secondsLater = (seconds: number) => new Date(Date.parse(now) + seconds * 1_000).toISOString();
const names = () => logged.map(({ event }) => event);

async function rowOf(account: Account) {
  const filter = `userId eq '${account.userId}'`;
  return (await readPage(await deps.store.table('mails'), mailRow, { filter })).rows;
}

test('an invitation links to the activation page, with its token after the #', async () => {
  const { account, email, message } = await happened('invitation', {
    kind: 'invited',
    row: { activatedAt: undefined },
    links: linkFor('invitation', 7 * dayMs),
  });
  await send(message);
  const [mail] = mailbox.messages(email);
  expect(mail?.text).toContain('Esimerkkilän kaupunki');
  const token = /https:\/\/accounts\.example\.fi\/activate#(\S+)/.exec(mail?.text ?? '')?.[1];
  expect(token).toMatch(new RegExp(`^${account.userId}\\.${account.links[0]?.id}\\.[\\w-]{43}$`));
  expect(await rowOf(account)).toMatchObject([{ state: 'sent', sentAt: now }]);
  expect(names()).toEqual(['mail_sent']);
});

test('a message delivered twice sends one e-mail', async () => {
  const { email, message } = await happened('password_changed');
  await send(message);
  await fetch(`${mailbox.url}/mailbox/messages`, { method: 'DELETE' });
  await send(message);
  await Promise.all([send(message), send(message)]);
  expect(mailbox.messages(email)).toEqual([]);
  expect(names()).toEqual(['mail_sent']);
});

test('two copies at the same moment send one e-mail', async () => {
  const { email, message } = await happened('password_changed');
  await Promise.all([send(message), send(message), send(message)]);
  expect(mailbox.messages(email)).toHaveLength(1);
});

test('requests nothing from the mail service except sending', async () => {
  await order({ status: 500, on: 'status', times: 1 });
  const { email, message } = await happened('password_changed');
  await send(message);
  expect(mailbox.messages(email)).toHaveLength(1);
  expect(names()).toEqual(['mail_sent']);
});

test('a refused e-mail waits in storage without using up an attempt, and is sent afterwards', async () => {
  const { account, email, message } = await happened('password_changed');
  await order({ status: 429, retryAfterSeconds: 20 });
  await send(message);
  expect(logged).toMatchObject([
    { event: 'mail_refused', fields: { status: 429 } },
    { event: 'mail_deferred', fields: { why: 'refused' } },
  ]);
  expect(await waiting()).toEqual([]);
  expect(await rowOf(account)).toMatchObject([{ state: 'claimed' }]);
  expect(await retryWaiting(deps, secondsLater(19))).toEqual({ mailsSent: 0, mailsWaiting: 1 });
  expect(await retryWaiting(deps, secondsLater(20))).toEqual({ mailsSent: 1, mailsWaiting: 0 });
  expect(mailbox.messages(email)).toHaveLength(1);
  expect(await rowOf(account)).toMatchObject([{ state: 'sent' }]);
});

test('an e-mail that the service rejects is set aside at once, and its address is not logged', async () => {
  const { account, email, message } = await happened('password_changed');
  await order({ status: 400 });
  await send(message);
  expect(names()).toEqual(['mail_failed', 'mail_poisoned']);
  expect(JSON.stringify(logged)).not.toContain(email);
  const poison = await deps.store.queue('mail-now-poison');
  const { receivedMessageItems } = await poison.receiveMessages();
  expect(receivedMessageItems.map(({ messageText }) => atob(messageText))).toEqual([
    JSON.stringify(message),
  ]);
  await poison.clearMessages();
  const marked = await loadAccount(deps.store, account.userId);
  expect(marked?.row.mailFailedAt).toBe(now);
});

test.each([
  ['nothing', undefined],
  ['a text', 'hello'],
  ['an address in it', { userId: randomUUID(), eventId: 'x', template: 'y', email: 'a@b.fi' }],
])('a message with %s fails, and its content is not repeated', async (_, message) => {
  await expect(send(message, 5)).rejects.toThrow(
    'a message in the mail queue is not an e-mail message',
  );
  expect(names()).toEqual(['mail_failed', 'mail_poisoned']);
  expect(JSON.stringify(logged)).not.toContain('a@b.fi');
});

test('an unknown template fails by name', async () => {
  const { message } = await happened('no_such_mail');
  await expect(send(message)).rejects.toThrow('there is no e-mail template no_such_mail');
});

test('X04: every e-mail is marked as automatic, so that it gets no automatic reply', async () => {
  const { email, message } = await happened('password_changed');
  await send(message);
  expect(mailbox.messages(email)[0]?.headers).toEqual({
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
  });
});

test('a deleted or expired link skips the e-mail permanently', async () => {
  for (const links of [undefined, linkFor('password_reset', -1)]) {
    const { account, email, message } = await happened('password_reset', links && { links });
    await send(message);
    expect(mailbox.messages(email)).toEqual([]);
    expect(await rowOf(account)).toMatchObject([{ state: 'skipped' }]);
  }
  expect(names()).toEqual(['mail_skipped', 'mail_skipped']);
});

test('a person erased meanwhile gets no e-mail', async () => {
  const { account, email, message } = await happened('password_changed');
  await changePerson(deps, account.userId, now, ({ row }) => ({
    kind: 'erased',
    row: { ...row, erasedAt: now },
    person: null,
  }));
  await send(message);
  expect(mailbox.messages(email)).toEqual([]);
  expect(await rowOf(account)).toMatchObject([{ state: 'skipped' }]);
});

test('a new address is confirmed from its own mailbox, and the old one is notified', async () => {
  const links = linkFor('address_change', dayMs, 'uusi@example.fi');
  const confirm = await happened('address_change_confirm', { links });
  await send(confirm.message);
  expect(mailbox.messages(confirm.email)).toEqual([]);
  const [mail] = mailbox.messages('uusi@example.fi');
  expect(mail?.text).toContain('https://accounts.example.fi/confirm-address#');
  const told = await happened('address_change_requested', { links });
  await send(told.message);
  expect(mailbox.messages(told.email)).toHaveLength(1);
});

test.each([
  ['role_changed', { data: { from: 'editor', to: 'primary_user' } }, /primary user/i],
  ['organization_changed', { data: { from: otherId, to: organizationId } }, /Exempelby kommun/],
  ['restored', {}, /24 May 2027|23 May 2027/],
  [
    'deactivated',
    {
      data: { reason: 'administration' },
      row: { deactivatedAt: now, deactivatedBecause: 'administration' as const },
    },
    /23 December 2026/,
  ],
  ['password_reset', { links: linkFor('password_reset', 3_600_000) }, /\/reset#/],
])('%s describes what happened', async (template, changes, expected) => {
  const { email, message } = await happened(template, changes);
  await send(message);
  expect(mailbox.messages(email)[0]?.text).toMatch(expected);
});
