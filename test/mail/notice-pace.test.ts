/** Promise: notices to thousands of people stay within the mail quota and still arrive in time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailbox } from '../../src/local/mailbox.ts';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { earlyDaysFor, noticesPerHour } from '../../src/policy/notice-pace.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { readAll } from '../../src/store/tables.ts';
import { makeClock, type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { freshAccount } from '../support/storage.ts';

/** Like 2,400 people at 100 e-mails an hour, scaled down to a fortieth: more than a day's notices. */
const people = 60;
const mailsPerHour = 3;
/** More than sixty notices take at two an hour. */
const daysBefore = 3;
const dayMs = 86_400_000;

let service: Service;

beforeAll(async () => {
  const { connectionString } = await freshAccount();
  const clock = makeClock();
  const quota = { perHour: mailsPerHour };
  const mailbox = await startMailbox({ quota, clock: clock.now });
  const shared = { connectionString, mailbox, clock, logs: [] };
  service = await startService(shared, { MAIL_PER_HOUR: String(mailsPerHour) });
});

afterAll(async () => {
  await service.stop();
  await service.mailbox.stop();
});

test.each([
  [[0, 0, 0], 0, 'nothing is due'],
  [[500, 0, 0], 0, 'what is due today cannot start earlier'],
  [[0, 0, 0, 0, 0, 10_000], 5, '10,000 in five days do not fit into five days'],
  [[0, 0, 0, 0, 0, 0, 10_000], 0, 'but into six'],
  [[0, 1_920, 1_921], 2, 'a full previous day counts too'],
])('with %j due on the coming days, notices start %i days early: %s', (due, days) => {
  expect(earlyDaysFor(due, 100)).toBe(days);
});

test('all who lapse on one day are notified by the end of the 30th day before, within the quota', async () => {
  const { deps, clock } = service;
  const activity = clock.iso;
  await inParallel(
    Array.from({ length: people }, (_, n) => n),
    8,
    async () => {
      await settle(deps, activity, {});
    },
  );
  const { deactivateAt = '' } = evaluateLifecycle(
    { invitedAt: activity, activatedAt: activity },
    deps.policy,
    activity,
  );
  const noticeDay = Date.parse(deactivateAt) - 30 * dayMs;
  clock.advance({ milliseconds: noticeDay - clock.now() - daysBefore * dayMs });
  for (let hour = 0; clock.now() < noticeDay + dayMs; hour++) {
    if (hour % 24 === 0) await service.runTimer('census');
    await service.runTimer('lifecycle');
    await service.drainMail();
    clock.advance({ hours: 1 });
  }
  const inTime = new Date(noticeDay + dayMs).toISOString();
  let noticed = 0;
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, ''))
    if (row.firstNoticeAt !== undefined && row.firstNoticeAt <= inTime) noticed++;
  expect(noticed).toBe(people);
  expect(service.logs.filter((line) => line.includes('mail_deferred'))).toEqual([]);
  expect(service.mailbox.messages().length).toBe(people);
  expect(noticesPerHour(mailsPerHour)).toBe(2);
  expect(people / noticesPerHour(mailsPerHour)).toBeGreaterThan(24);
}, 240_000);
