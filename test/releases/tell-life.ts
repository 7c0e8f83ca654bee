/** Runs a service for half a year, so that every kind of row, message and blob is created. */
import type { runUntil } from '../faults/stopping.ts';
import type { Service } from '../support/harness.ts';
import {
  clientOf,
  endEmployment,
  joinEverybody,
  type Place,
  settlePlaces,
  signInAgain,
} from './life-people.ts';
import { beginReview, endReview, reviewOnDay } from './life-reviews.ts';
import { moveIn, waitForNews } from './life-systems.ts';
import { leaveUnfinished } from './life-unfinished.ts';
import { lastDays } from './life-work.ts';
import type { Known } from './recording.ts';

/** From 2 March until notices have been sent and the first accounts deactivated. */
const quietDays = 186;
const timersOfTheDay = [
  'keys',
  'reviews',
  'lifecycle',
  'census',
  'retention',
  'auditRoots',
] as const;
const otherTimers = ['backup', 'digest', 'mailOutcomes', 'firstAdministrator', 'repair'] as const;

/** @param stopAt stops work at one of its requests, as the commit's own tests do */
export async function tellLife(
  service: Service,
  password: string,
  stopAt: typeof runUntil,
): Promise<Known> {
  const place = await settlePlaces(service, password);
  await joinEverybody(place, ['lapsed', 'asking'], 'editor');
  for (let day = 1; day <= quietDays; day++) {
    await passDay(place);
    if (day % 75 === 0) await signInAgain(place);
    if (day === 25 || day === 150) await signInAgain(place);
    if (day === 25) await joinEverybody(place, ['noticed'], 'expert');
    if (day !== reviewOnDay) continue;
    await beginReview(place);
    await joinEverybody(place, ['leaving'], 'expert');
    await endEmployment(place, 'leaving', 20);
  }
  await signInAgain(place);
  await holdRun(place);
  const worked = await lastDays(place);
  await endReview(place);
  await moveIn(place);
  const system = await waitForNews(place);
  for (const timer of [...timersOfTheDay, ...otherTimers]) await service.runTimer(timer);
  const importId = await leaveUnfinished(place, stopAt);
  const sessions = {
    admin: place.admin.tokens.refresh ?? '',
    editor: clientOf(place, 'editor').tokens.refresh ?? '',
  };
  const { people, organizations } = place;
  return { ...worked, system, importId, password, people, organizations, sessions };
}

async function passDay({ service }: Place): Promise<void> {
  service.clock.advance({ days: 1 });
  for (const timer of timersOfTheDay) await service.runTimer(timer);
  await service.drainMail();
  await service.runTimer('repair');
}

/** Imports more people than a run may process unconfirmed, whose employment ends at once. */
async function holdRun(place: Place): Promise<void> {
  const { admin, service, organizations } = place;
  const names = Array.from({ length: 21 }, (_, index) => `many${index}`);
  const lines = names.map((name) => `${name}@example.fi,Moni,Muukin,expert`);
  const csv = ['email,firstName,lastName,role', ...lines].join('\n');
  await admin.startImport({ body: { organizationId: organizations.home, csv } });
  await service.drainMail();
  for (const name of names) {
    const client = await service.activate(await service.tokenFor(`${name}@example.fi`));
    const { userId, email } = await client.me();
    place.people[name] = { userId, email };
    await endEmployment(place, name, 0);
  }
  await passDay(place);
  await signInAgain(place);
  const { run } = await admin.readSuspendedRun();
  if (!run) throw new Error('the run was not suspended');
}
