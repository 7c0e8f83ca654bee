/** Reviews of a recorded service: one that has ended in every way for somebody, and an open one. */
import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { addressOf, clientOf, idOf, joinEverybody, type Place } from './life-people.ts';

type Given = SentBody<'answerReview'>['answers'][number];

/** Begins 36 days before the end of the recording, and so ends 8 days before it. */
export const reviewOnDay = 150;

export async function beginReview(place: Place): Promise<void> {
  const organizationId = await settled(place, 'Lohja', {
    asker: 'primary_user',
    coasker: 'primary_user',
    confirmed: 'expert',
    leaver: 'editor',
    disputed: 'editor',
    forgotten: 'expert',
    keeper: 'expert',
  });
  place.organizations.reviewed = organizationId;
  const one = clientOf(place, 'asker');
  const two = clientOf(place, 'coasker');
  const about = (name: string) => ({ userId: idOf(place, name) });
  await answer(place.admin, organizationId, { ...about('asker'), answer: 'here' });
  await answer(one, organizationId, { ...about('confirmed'), answer: 'here' });
  const left = { answer: 'left', lastDay: '2028-12-31' } as const;
  await answer(one, organizationId, { ...about('leaver'), ...left });
  await answer(one, organizationId, { ...about('disputed'), answer: 'here' });
  await answer(two, organizationId, { ...about('disputed'), answer: 'role', role: 'expert' });
}

/** One person keeps the account by the link of the notice; another review begins. */
export async function endReview(place: Place): Promise<void> {
  const { service, organizations } = place;
  await service.drainMail();
  const token = await service.tokenFor(addressOf('keeper'));
  await service.client().keepAlive({ body: { token } });
  const organizationId = await settled(place, 'Inkoo', {
    asking1: 'primary_user',
    asking2: 'primary_user',
    awaited: 'expert',
    mover: 'expert',
  });
  organizations.asked = organizationId;
  await answer(clientOf(place, 'asking1'), organizationId, {
    userId: idOf(place, 'mover'),
    answer: 'moved',
    organizationId: organizations.reviewed ?? '',
  });
}

/** A new organization with these people, whose review has begun. */
async function settled(place: Place, name: string, people: Record<string, Role>) {
  const { admin, service } = place;
  const body = { name, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  for (const [each, role] of Object.entries(people))
    await joinEverybody(place, [each], role, organizationId);
  await admin.startReviews({ body: { organizationId } });
  await service.drainMail();
  return organizationId;
}

async function answer(client: Client, organizationId: string, given: Given): Promise<void> {
  const params = { organizationId };
  const reviewId = (await client.readReview({ params })).review?.reviewId ?? '';
  const { items } = await client.answerReview({ params, body: { reviewId, answers: [given] } });
  if (items[0]?.outcome !== 'recorded') throw new Error(`an answer was ${items[0]?.outcome}`);
}
