/** Promise: one person's flood of requests is refused, and others are answered meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRequestPace } from '../../src/http/request-pace.ts';
import { type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
beforeAll(async () => {
  service = await startService(undefined, { PERSON_REQUESTS_PER_MINUTE: '20' });
});
afterAll(() => service.stop());

test('more than the limit in a minute are refused with when to go on (429 too_many_requests)', async () => {
  const admin = await service.signedInAdministrator();
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  const other = await service.join(admin, 'other@espoo.fi', organizationId, 'primary_user');
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => admin.me()));
  const over = answers.filter(({ status }) => status === 'rejected');
  expect(over.length).toBeGreaterThanOrEqual(20);
  for (const answer of over) expect(answer).toMatchObject({ reason: refused('too_many_requests') });
  const [first] = over as PromiseRejectedResult[];
  expect(first?.reason.retryAfterSeconds).toBeGreaterThan(0);
  expect(await other.client.me()).toMatchObject({ role: 'primary_user' });
});

test('the next minute begins anew, for everyone', () => {
  let at = 0;
  const keepPace = makeRequestPace(2, () => at);
  for (const _ of [1, 2]) keepPace('a');
  expect(() => keepPace('a')).toThrow(expect.objectContaining({ retryAfterSeconds: 60 }));
  at = 59_001;
  expect(() => keepPace('a')).toThrow(expect.objectContaining({ retryAfterSeconds: 1 }));
  keepPace('b');
  at = 60_000;
  keepPace('a');
});
