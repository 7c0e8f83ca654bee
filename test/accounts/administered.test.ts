/** Promise: after any sequence of actions, the service has an administrator who will not lapse. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProblemError } from '../../src/client/client.ts';
import { type Crowd, etagOf, lastingOf, openCrowd } from '../support/crowd.ts';
import { inDepth } from '../support/depth.ts';
import { goodPassword } from '../support/harness.ts';

const sequences = inDepth(4, 8);
const people = 3;

const actions = [
  'deactivate',
  'restore',
  'erase',
  'close',
  'makeExpert',
  'makeAdministrator',
  'endBefore',
  'endToday',
  'endLater',
  'takeEndAway',
  'wait',
] as const;

type Step = { action: (typeof actions)[number]; by: number; on: number; days: number };

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...actions),
  by: fc.nat(people - 1),
  on: fc.nat(people - 1),
  days: fc.constantFrom(1, 30, 160, 190),
});

async function act(crowd: Crowd, { action, by, on, days }: Step): Promise<unknown> {
  const { service, members } = crowd;
  if (action === 'wait') return wait(crowd, days);
  const [actor, target] = [members[by], members[on]];
  if (!actor || !target) throw new Error('no such person');
  const { client } = actor;
  await client.signIn({ body: { email: addressOf(crowd, by), password: goodPassword } });
  const given = {
    params: { userId: target.userId },
    ifMatch: await etagOf(service, target.userId),
  };
  const dayIn = (ahead: number) =>
    new Date(service.clock.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const end = (employmentEndsOn: string | null) =>
    client.changeUser({ ...given, body: { employmentEndsOn } });
  const does = {
    deactivate: () => client.deactivateUser({ ...given, body: {} }),
    restore: () => client.restoreUser({ ...given, body: {} }),
    erase: () => client.eraseUser({ ...given, body: { confirm: 'erase' } }),
    close: () => client.closeMe({ body: { currentPassword: goodPassword } }),
    makeExpert: () => client.changeRole({ ...given, body: { role: 'expert' } }),
    makeAdministrator: () => client.changeRole({ ...given, body: { role: 'admin' } }),
    endBefore: () => end(dayIn(-1)),
    endToday: () => end(dayIn(0)),
    endLater: () => end(dayIn(days)),
    takeEndAway: () => end(null),
  } satisfies Record<Exclude<Step['action'], 'wait'>, () => Promise<unknown>>;
  return does[action]();
}

async function wait({ service }: Crowd, days: number): Promise<void> {
  service.clock.advance({ days });
  for (const timer of ['lifecycle', 'firstAdministrator', 'repair'] as const)
    await service.runTimer(timer);
  await service.drainMail();
}

function addressOf(crowd: Crowd, index: number): string {
  return index === 0 ? crowd.firstEmail : `${crowd.members[index]?.userId}@example.fi`;
}

test('S2: after each of several random actions, an administrator without an end date remains', async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const crowd = await openCrowd(people);
      try {
        for (const one of steps) {
          try {
            await act(crowd, one);
            done++;
          } catch (error) {
            // A refusal is a valid response; anything else fails the test.
            if (!(error instanceof ProblemError) || error.status >= 500) throw error;
          }
          expect((await lastingOf(crowd)).length, JSON.stringify(one)).toBeGreaterThan(0);
        }
      } finally {
        await crowd.stop();
      }
    }),
    { numRuns: sequences },
  );
  expect(done).toBeGreaterThan(sequences);
}, 240_000);
