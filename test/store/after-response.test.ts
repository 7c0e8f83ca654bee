/**
 * Promise: a response to a request does not wait for what settles the change, which follows at once;
 * a timer or message, whose process may end with it, waits.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterResponse } from '../../src/store/after-response.ts';
import { readUnfinished } from '../../src/store/unfinished.ts';
import { type CountedService, startCountedService } from '../support/counted-service.ts';
import { publicUrl } from '../support/harness.ts';

let counted: CountedService;
let behind: CountedService['behind'];
let service: CountedService['service'];

beforeAll(async () => {
  counted = await startCountedService();
  ({ behind, service } = counted);
});

afterAll(() => counted.stop());

/** Read without the proxy's latency. */
async function unfinished(): Promise<string[]> {
  const kinds: string[] = [];
  for await (const page of readUnfinished(behind.deps.store, ['202603'], {}))
    kinds.push(...page.map(({ entry }) => entry?.kind ?? ''));
  return kinds;
}

test('an invitation is answered and listed before its journal row is settled, and settled soon', async () => {
  const admin = await behind.signedInAdministrator();
  const { organizationId } = await admin.me();
  const person = { email: 'uusi@example.fi', firstName: 'Uusi', lastName: 'Ihminen' };
  const request = new Request(`${publicUrl}/api/invitations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${admin.tokens.access}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ ...person, organizationId, role: 'expert' }),
  });
  const response = await service.serve('createInvitation', request, {});
  expect(response.status).toBe(201);
  expect(await unfinished()).toContain('invited');
  const { items } = await admin.listInvitations({});
  expect(items.map(({ email }) => email)).toContain(person.email);
  await service.afterResponses();
  expect(await unfinished()).not.toContain('invited');
});

test('outside a request, what follows a change is waited for', async () => {
  let settled = false;
  await afterResponse(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    settled = true;
  });
  expect(settled).toBe(true);
});
