/** Promise: two processes whose clocks differ by 30 seconds serve the same people correctly. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { checkAll } from '../faults/around.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { settleDown } from '../samples/settle-down.ts';
import { as, happen } from '../samples/world.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

const apartMs = 30_000;
const rounds = 3;

let world: World;
let behind: Service;
let ahead: Service;

beforeAll(async () => {
  world = await openWorld();
  behind = world.service;
  const { clock } = behind;
  const now = () => clock.now() + apartMs;
  const advance: typeof clock.advance = (duration) => clock.advance(duration);
  ahead = await startService({
    ...behind,
    clock: {
      now,
      advance,
      get iso() {
        return new Date(now()).toISOString();
      },
    },
  });
});

afterAll(async () => {
  await ahead.stop();
  await behind.stop();
});

/** First at one process, then at the other, with the same tokens. */
function inTurns(client: Client): [Client, Client] {
  return [as(ahead, client), as(behind, client)];
}

test('a session started at one process is used and refreshed at the other, in both directions', async () => {
  for (const [first, second] of [
    [ahead, behind],
    [behind, ahead],
  ] as const) {
    const invited = await invite(first);
    const token = await second.tokenFor(invited.email);
    const person = await second.activate(token);
    expect(await as(first, person).me()).toMatchObject({ userId: invited.userId });
    const elsewhere = as(first, person);
    await elsewhere.refresh({ body: { refreshToken: person.tokens.refresh } });
    const back = as(second, elsewhere);
    await back.refresh({ body: { refreshToken: back.tokens.refresh } });
    expect((await as(first, back).listSessions()).items).toHaveLength(1);
    const again = second.client();
    await again.signIn({ body: { email: invited.email, password: goodPassword } });
    expect((await as(first, again).me()).status).toBe('active');
  }
});

async function invite(on: Service) {
  const email = `${randomUUID()}@espoo.fi`;
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'en' } as const;
  const { organizationId } = world;
  const body = { ...names, email, organizationId, role: 'expert' } as const;
  return as(on, world.admin).createInvitation({ body });
}

test('both change the same people concurrently, with repair running, and nothing is left unfinished', async () => {
  for (let round = 0; round < rounds; round++) {
    const people = await Promise.all([ahead, behind, ahead, behind].map(invite));
    await inParallel(people, 4, async ({ userId }) => {
      await Promise.all(
        inTurns(world.admin).map((admin) =>
          admin.resendInvitation({ params: { userId }, body: {} }),
        ),
      );
      await happen(world, userId, 'person_changed');
    });
    await Promise.all([ahead.runTimer('repair'), behind.runTimer('repair')]);
    await Promise.all([ahead.runTimer('lifecycle'), behind.runTimer('lifecycle')]);
    behind.clock.advance({ seconds: 20 });
  }
  await settleDown(world);
  await checkAll(world, {});
});
