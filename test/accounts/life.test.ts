/** Promise: nobody loses an account without notice, and never unusually many people at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';

const secret = 'the secret that Event Grid sends along';

let service: Service;
let admin: Client;
let organizationId: string;

async function signIn(email: string): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
}

/** Days with the hourly timers, run once a day or, while nothing is due, a week, and all e-mails sent. */
async function live(days: number, atOnce: 1 | 7 = 1): Promise<void> {
  for (let day = 0; day < days; day += atOnce) {
    service.clock.advance({ days: atOnce });
    await service.runTimer('mailOutcomes');
    await service.runTimer('lifecycle');
    await service.drainMail();
  }
  admin = await signIn(firstAdministrator);
}

const subjects = (address: string) => service.mailbox.messages(address).map((mail) => mail.subject);
const tokenIn = (address: string) =>
  /#(\S+)/.exec(service.mailbox.messages(address)[0]?.text ?? '')?.[1] ?? '';
const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

async function fault(order: object): Promise<void> {
  const body = JSON.stringify(order);
  await fetch(`${service.mailbox.url}/mailbox/faults`, { method: 'POST', body });
}

beforeAll(async () => {
  service = await startService(undefined, { DELIVERY_REPORT_SECRET: secret });
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

describe('a restore request', () => {
  const join = (email: string) => service.join(admin, email, organizationId, 'editor');
  const leave = async (email: string) => {
    const { userId } = await join(email);
    const { etag } = await admin.readUser({ params: { userId } });
    await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
    await service.drainMail();
    return { userId, token: tokenIn(email) };
  };

  test('is filed once with the e-mailed link, shown to administrators, and accepted', async () => {
    const { userId, token } = await leave('back@espoo.fi');
    const { eraseAt } = await service.client().askRestore({ body: { token } });
    expect(eraseAt > service.clock.iso).toBe(true);
    await expect(service.client().askRestore({ body: { token } })).rejects.toEqual(
      refused('link_invalid'),
    );
    await service.drainMail();
    expect(subjects(firstAdministrator)[0]).toMatch(/palautuspyyntö|restore/i);
    const { items } = await admin.listRestoreRequests({});
    expect(items.map((item) => item.userId)).toEqual([userId]);
    const ifMatch = items[0]?.etag ?? '';
    await admin.restoreUser({ params: { userId }, body: {}, ifMatch });
    expect((await admin.listRestoreRequests({})).items).toEqual([]);
    expect((await admin.readUser({ params: { userId } })).status).toBe('active');
  });

  test('can be declined, and the person is told how long the data is kept', async () => {
    const { userId, token } = await leave('away@espoo.fi');
    await service.client().askRestore({ body: { token } });
    const { etag } = await admin.readUser({ params: { userId } });
    await admin.declineRestore({ params: { userId }, body: {}, ifMatch: etag });
    await service.drainMail();
    expect(subjects('away@espoo.fi')[0]).toMatch(/not restored|declined|restor/i);
    const { etag: after } = await admin.readUser({ params: { userId } });
    const again = admin.declineRestore({ params: { userId }, body: {}, ifMatch: after });
    await expect(again).rejects.toEqual(refused('no_request'));
  });

  test('is impossible after the date of erasure (link_invalid, too_late_to_restore)', async () => {
    const { userId, token } = await leave('late@espoo.fi');
    const { etag } = await admin.readUser({ params: { userId } });
    service.clock.advance({ days: 31 });
    admin = await signIn(firstAdministrator);
    await expect(service.client().askRestore({ body: { token } })).rejects.toEqual(
      refused('link_invalid'),
    );
    const restore = admin.restoreUser({ params: { userId }, body: {}, ifMatch: etag });
    await expect(restore).rejects.toEqual(refused('too_late_to_restore'));
    await expect(admin.readUser({ params: { userId } })).rejects.toEqual(refused('not_found'));
  });
});

describe('a notice', () => {
  test('does not count when it bounces: deactivation moves, the primary user is told, it is retried', async () => {
    await service.join(admin, 'primary@espoo.fi', organizationId, 'primary_user');
    const email = 'bounces@espoo.fi';
    const { userId } = await service.join(admin, email, organizationId, 'editor');
    await fault({ bounces: [email] });
    await live(147, 7);
    await live(7);
    expect(await rowOf(userId)).toMatchObject({ noticeQueuedDays: 30 });
    expect((await rowOf(userId))?.firstNoticeAt).toBeDefined();
    expect(await service.runTimer('mailOutcomes')).toMatchObject({ failed: expect.any(Number) });
    await drainOutcomes();
    expect(await rowOf(userId)).toMatchObject({ noticeFailedAt: expect.any(String) });
    expect((await rowOf(userId))?.firstNoticeAt).toBeUndefined();
    await service.drainMail();
    expect(subjects('primary@espoo.fi')).toContainEqual(
      expect.stringMatching(/notif|deliver|reach/i),
    );
    await service.client().signIn({ body: { email: 'primary@espoo.fi', password: goodPassword } });
    const sent = service.mailbox.messages(email).length;
    await live(35);
    // More than six months, and still active: nobody lapses without notice.
    expect((await admin.readUser({ params: { userId } })).status).toBe('active');
    expect(service.mailbox.messages(email).length).toBeGreaterThan(sent);
    await fetch(`${service.mailbox.url}/mailbox/faults`, { method: 'DELETE' });
    await live(20);
    await drainOutcomes();
    expect((await admin.readUser({ params: { userId } })).status).toBe('deactivated');
  }, 120_000);

  test('counts as failed after a delivery report with the secret, and not after one without it', async () => {
    const email = 'reported@espoo.fi';
    const names = { firstName: 'Aino', lastName: 'Virtanen', language: 'en' } as const;
    const body = { email, organizationId, role: 'expert', ...names } as const;
    const { userId } = await admin.createInvitation({ body });
    await service.drainMail();
    const [mail] = service.mailbox.messages(email);
    const event = {
      eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
      data: { messageId: mail?.id, status: 'Bounced', recipient: email },
    };
    expect((await report([event], 'another secret')).status).toBe(404);
    expect((await rowOf(userId))?.mailFailedAt).toBeUndefined();
    expect((await report([event], secret)).status).toBe(200);
    const { items } = await admin.listInvitations({ query: { organizationId } });
    expect(items.find((item) => item.userId === userId)?.mailFailedAt).toBe(service.clock.iso);
    const handshake = {
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: 'code 7' },
    };
    expect(await (await report([handshake], secret)).json()).toEqual({
      validationResponse: 'code 7',
    });
  });

  function report(events: object[], header: string) {
    return service.send(`${publicUrl}/api/mail/delivery-reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-delivery-report-secret': header },
      body: JSON.stringify(events),
    });
  }

  async function drainOutcomes() {
    for (;;) {
      service.clock.advance({ minutes: 11 });
      const { succeeded = 0, failed = 0 } = await service.runTimer('mailOutcomes');
      if (succeeded + failed === 0) return;
    }
  }
});

test('primary users get one weekly digest of who is about to lapse, however often the timer runs', async () => {
  const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
  const place = { organizationId: other.organizationId };
  await service.join(admin, 'head@vantaa.fi', other.organizationId, 'primary_user');
  const asleep = new Date(service.clock.now() - 160 * 86_400_000).toISOString();
  await settle(service.deps, asleep, { ...place, person: { firstName: 'Uni', lastName: 'Keko' } });
  const before = subjects('head@vantaa.fi').length;
  await service.runTimer('digest');
  await service.drainMail();
  await service.runTimer('digest');
  await service.drainMail();
  const [newest] = service.mailbox.messages('head@vantaa.fi');
  expect(subjects('head@vantaa.fi')).toHaveLength(before + 1);
  expect(newest?.text).toContain('Uni Keko');
});

test('upcoming steps are listed with date and reason, and nothing is carried out', async () => {
  const asleep = new Date(service.clock.now() - 165 * 86_400_000).toISOString();
  const { userId } = await settle(service.deps, asleep, { organizationId });
  const { items, total } = await admin.listUpcoming({ query: { organizationId, days: 30 } });
  const found = items.find((item) => item.user.userId === userId);
  expect(found).toMatchObject({ step: 'notice', user: { status: 'active' } });
  expect(total).toBeGreaterThan(0);
  expect((await rowOf(userId))?.noticeQueuedDays).toBeUndefined();
});

describe('a run that would affect unusually many accounts', () => {
  async function asleep(count: number): Promise<string[]> {
    const lastActivityAt = new Date(service.clock.now() - 250 * 86_400_000).toISOString();
    const firstNoticeAt = new Date(service.clock.now() - 40 * 86_400_000).toISOString();
    const ids = await Promise.all(
      Array.from({ length: count }, () =>
        settle(service.deps, lastActivityAt, { organizationId, lastActivityAt, firstNoticeAt }),
      ),
    );
    return ids.map(({ userId }) => userId);
  }
  const statuses = async (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => ((await rowOf(id))?.deactivatedAt ? 'out' : 'in')));

  test('waits for an administrator, then processes exactly those it listed, once', async () => {
    const shown = await asleep(25);
    expect(await service.runTimer('lifecycle')).toMatchObject({ held: 25, deactivated: 0 });
    expect(new Set(await statuses(shown))).toEqual(new Set(['in']));
    await service.drainMail();
    expect(service.mailbox.messages(firstAdministrator)[0]?.text).toMatch(/25/);
    const { run } = await admin.readSuspendedRun();
    expect(run).toMatchObject({ toDeactivate: 25, toErase: 0, confirmed: false });
    const params = { runId: run?.runId ?? '' };
    const page = await admin.listSuspendedPeople({ params, query: { limit: 100 } });
    expect(page.items.map((item) => item.user.userId).sort()).toEqual([...shown].sort());
    // A person who becomes due after the list was shown is not included.
    const later = await asleep(24);
    expect(await service.runTimer('lifecycle')).toMatchObject({ held: 49 });
    expect((await admin.readSuspendedRun()).run?.runId).toBe(run?.runId);
    const done = await admin.confirmSuspendedRun({ params, body: {} });
    expect(done).toMatchObject({ deactivated: 25, held: 24 });
    expect(new Set(await statuses(shown))).toEqual(new Set(['out']));
    expect(new Set(await statuses(later))).toEqual(new Set(['in']));
    await expect(admin.confirmSuspendedRun({ params, body: {} })).rejects.toEqual(
      refused('run_decided'),
    );
    const { run: second } = await admin.readSuspendedRun();
    expect(second).toMatchObject({ toDeactivate: 24 });
    await admin.dropSuspendedRun({ params: { runId: second?.runId ?? '' } });
    expect((await admin.readSuspendedRun()).run).toBeUndefined();
    for (const userId of later) {
      const { etag } = await admin.readUser({ params: { userId } }).catch(() => ({ etag: '' }));
      if (etag)
        await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
    }
  });

  test('of up to 20 accounts continues by itself', async () => {
    const few = await asleep(20);
    expect(await service.runTimer('lifecycle')).toMatchObject({ deactivated: 20, held: 0 });
    expect(new Set(await statuses(few))).toEqual(new Set(['out']));
  });
});

describe('the schedule', () => {
  test('that lost a row recovers it from the census, which counts everybody', async () => {
    const { userId } = await settle(service.deps, service.clock.iso, { organizationId });
    const filed = (await rowOf(userId))?.scheduledIn ?? '';
    const schedule = await service.deps.store.table('schedule');
    await schedule.deleteEntity(filed, userId);
    expect(await service.runTimer('census')).toMatchObject({ scheduleLacked: 1 });
    expect((await schedule.getEntity(filed, userId)).rowKey).toBe(userId);
    expect(await service.runTimer('census')).toMatchObject({ scheduleLacked: 0 });
    expect(service.logs.join('\n')).toContain('accounts_counted');
  });

  test('can be requested by administrators only', async () => {
    expect(await admin.runLifecycle({ body: {} })).toMatchObject({ failed: 0 });
    const { client } = await service.join(
      admin,
      `${randomUUID()}@espoo.fi`,
      organizationId,
      'editor',
    );
    await expect(client.runLifecycle({ body: {} })).rejects.toEqual(refused('not_allowed'));
  });
});

test('a timer that stopped makes the readiness check fail (503), and is logged', async () => {
  for (const timer of Object.keys(timerTable) as TimerName[]) await service.runTimer(timer);
  const ready = () => service.send(`${publicUrl}/api/health/ready`);
  expect((await ready()).status).toBe(200);
  service.clock.advance({ hours: 4 });
  const response = await ready();
  expect(response.status).toBe(503);
  const { faults } = await response.json();
  expect(faults).toContainEqual({ field: 'timers.lifecycle', message: 'has not run in time' });
  expect(service.logs.join('\n')).toContain('"event":"heartbeat_late","timer":"lifecycle"');
});
