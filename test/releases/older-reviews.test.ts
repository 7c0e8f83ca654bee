/** Promise: this release continues the reviews, moves and news to systems that an earlier one left. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { publicUrl } from '../support/harness.ts';
import { basic } from '../support/systems.ts';
import { openPast } from './past.ts';
import { readRecording, releases } from './recording.ts';

const withReviews = releases.filter((release) => readRecording(release).known.organizations.asked);

test('there is a recording with reviews', () => {
  expect(withReviews.length).toBeGreaterThan(0);
});

test.each(withReviews)(
  'of release %i: an ended review is read, and its promise kept',
  async (release) => {
    const { admin, known, person, params, renew, service } = await openPast(release);
    const organizationId = known.organizations.reviewed ?? '';
    const { review, items } = await admin.readReview({ params: { organizationId } });
    expect(review).toMatchObject({
      outcome: 'unconfirmed',
      counts: { here: 2, role: 1, left: 1, missing: 2, kept: 1, open: 0 },
    });
    const about = (name: string) => items.find(({ userId }) => userId === person(name).userId);
    expect(about('disputed')).toMatchObject({ state: 'role', role: 'expert' });
    const { reviewId = '' } = review ?? {};
    const answers = [{ ...params('coasker').params, answer: 'here' as const }];
    await admin.answerReview({ params: { organizationId }, body: { reviewId, answers } });
    // The suspended run holds lapses back until some days after its confirmation.
    for (const days of [8, 14, 14, 14]) {
      service.clock.advance({ days });
      await service.runTimer('lifecycle');
      await renew();
      const { run } = await admin.readSuspendedRun();
      if (run) await admin.confirmSuspendedRun({ params: { runId: run.runId }, body: {} });
      await service.drainMail();
    }
    await service.runTimer('lifecycle');
    await renew();
    expect(await admin.readUser(params('forgotten'))).toMatchObject({
      status: 'deactivated',
      why: 'unconfirmed',
    });
    for (const name of ['keeper', 'confirmed', 'coasker'])
      expect((await admin.readUser(params(name))).status, name).toBe('active');
  },
);

test.each(withReviews)('of release %i: an open review is answered to its end', async (release) => {
  const { admin, known, person } = await openPast(release);
  const organizationId = known.organizations.asked ?? '';
  const before = await admin.readReview({ params: { organizationId } });
  expect(before.review?.counts).toMatchObject({ open: 3, moved: 1 });
  const body = {
    reviewId: before.review?.reviewId ?? '',
    answers: ['asking1', 'asking2', 'awaited', 'mover'].map((name) => ({
      userId: person(name).userId,
      answer: 'here' as const,
    })),
  };
  const { items, review } = await admin.answerReview({ params: { organizationId }, body });
  expect(items.map(({ outcome }) => outcome)).toEqual(Array(4).fill('recorded'));
  expect(review).toMatchObject({ outcome: 'complete', counts: { here: 4 } });
  const { csv } = await admin.exportReview({ params: { organizationId }, body: {} });
  expect(csv).toContain(person('mover').userId);
});

test.each(withReviews)(
  'of release %i: somebody who moved in enters with the old password',
  async (release) => {
    const { signedIn, known } = await openPast(release);
    const client = await signedIn('brought');
    expect(await client.me()).toMatchObject({ organizationId: known.organizations.movedInto });
  },
);

test.each(withReviews)(
  'of release %i: a system hears what it had not been told',
  async (release) => {
    const { service, known } = await openPast(release);
    const system = known.system ?? { systemId: '', secret: '' };
    await service.drainMail();
    const response = await service.send(`${publicUrl}/api/openid/signals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic(system) },
      body: JSON.stringify({ returnImmediately: true }),
    });
    const { sets } = z
      .object({ sets: z.record(z.string(), z.string()) })
      .parse(await response.json());
    expect(Object.keys(sets).length).toBeGreaterThan(0);
  },
);
