/** Promise: the whole story works over HTTP, with the shipped bundle on two local hosts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, type Endpoint } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { setOffset } from '../../src/local/clock.ts';
import { type BuiltHost, startBuiltHost } from '../support/built-host.ts';
import { tellStory } from '../support/tell-story.ts';

afterAll(() => setOffset(0));

describe('two hosts on one storage', () => {
  tellStory((beside?: BuiltHost) => startBuiltHost(beside));
});

describe('one host', () => {
  let service: BuiltHost;
  let admin: Client;
  beforeAll(async () => {
    service = await startBuiltHost();
    admin = await service.signedInAdministrator();
  });
  afterAll(() => service.stop());

  test.each(Object.entries<Endpoint>(api))(
    '%s receives the requests to its route',
    async (_, route) => {
      const path = route.path.replaceAll(/\{\w+\}/g, () => randomUUID());
      const headers = { 'content-type': 'application/json' };
      const body = route.method === 'GET' ? {} : { body: '{' };
      const answer = await fetch(`${service.host.url}/${path}`, {
        method: route.method,
        headers,
        ...body,
      });
      expect(await answer.text()).not.toMatch(/"code":"(no_such_route|method_not_allowed)"/);
      expect(answer.status).not.toBe(405);
    },
  );

  test('running the lifecycle by hand requires the host key and shows in the service state', async () => {
    const ranAt = async () =>
      (await admin.readServiceState()).timers.find(({ timer }) => timer === 'lifecycle')?.ranAt;
    const before = await ranAt();
    const url = `${service.host.url}/admin/functions/lifecycle`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(401);
    expect(await ranAt()).toBe(before);
    expect((await service.runByHand('lifecycle')).status).toBe(202);
    await expect.poll(ranAt, { timeout: 15_000 }).not.toBe(before);
  });
});
