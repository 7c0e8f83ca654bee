/** Reviewers of every kind, several at once: what they answer, and which answer must stand. */
import { moveUser } from '../../src/accounts/move.ts';
import { answerReview, type SentAnswer } from '../../src/reviews/answer-many.ts';
import { mayAnswerAbout } from '../../src/reviews/may-answer.ts';
import { readReviewed } from '../../src/reviews/read-review.ts';
import { type Account, loadAccount } from '../../src/store/accounts.ts';
import { check } from './invariants.ts';
import { decided, endOfDay, isOut } from './oracle.ts';
import type { Person } from './people.ts';
import type { Live, Reviewing } from './reviews.ts';

const dayMs = 86_400_000;

type Reviewer = { account: Account; how: NonNullable<Person['reviews']> };

/** Lets everybody answer whose hour has come, and the administration about a few who are left. */
export async function answerReviews(reviewing: Reviewing, live: readonly Live[]): Promise<void> {
  const { world, chance } = reviewing;
  const now = world.service.clock.now();
  for (const each of live) {
    const { known, review } = each;
    const due = known.answering.filter(({ at }) => at <= now);
    known.answering = known.answering.filter(({ at }) => at > now);
    const reviewers: Reviewer[] = [];
    for (const { reviewer } of due) {
      const account = await loadAccount(world.service.deps.store, reviewer.userId);
      const isHere = reviewer.organizationId === known.organizationId && !isOut(reviewer, now);
      if (account && isHere) reviewers.push({ account, how: reviewer.reviews ?? 'never' });
    }
    if (review.escalatedAt && !review.closedAt && chance.happens(0.1))
      reviewers.push({ account: world.admin, how: 'everybody' });
    if (reviewers.length > 0) await answerAtOnce(reviewing, each, reviewers);
  }
}

/** Everybody sees the same open questions, and sends the answers at the same moment. */
async function answerAtOnce(reviewing: Reviewing, live: Live, reviewers: readonly Reviewer[]) {
  const { world, people, tally } = reviewing;
  const { deps, clock } = world.service;
  const { organization, review, known } = live;
  const { reviewId } = review;
  const listed = await readReviewed(deps, organization, review, clock.iso);
  const open = listed.filter(({ state }) => state === 'open' || state === 'missing');
  const sent = reviewers.map(({ account, how }) => {
    const actor = { userId: account.userId, role: account.row.role };
    const asked = open.filter(({ person }) => person && mayAnswerAbout(actor, person));
    const answers = asked.map(({ userId }) => answerOf(reviewing, userId, how));
    return { account, answers: answers.slice(0, 100) };
  });
  const given = sent.filter(({ answers }) => answers.length > 0);
  const outcomes = await Promise.all(
    given.map(({ account, answers }) =>
      answerReview(deps, organization, account, { reviewId, answers }, clock.iso),
    ),
  );
  known.heard ||= given.some(({ account }) => account.row.role === 'primary_user');
  const refused = outcomes.flatMap(({ items }) => items.filter(({ code }) => code !== undefined));
  check(tally, 'answers', refused.length === 0, `${reviewId} ${refused[0]?.code}`);
  const userIds = new Set(given.flatMap(({ answers }) => answers.map(({ userId }) => userId)));
  for (const userId of userIds) {
    const person = people.get(userId);
    if (person) await checkAnswers(reviewing, person, reviewId, given);
  }
}

function answerOf(
  { world, chance }: Reviewing,
  userId: string,
  how: Person['reviews'],
): SentAnswer {
  if (how === 'everybody' || chance.happens(0.4)) return { userId, answer: 'here' };
  if (how === 'some') return { userId, answer: 'left', lastDay: dayIn(world.service.clock, 3) };
  const lastDay = dayIn(world.service.clock, chance.between(0, 200));
  return { userId, answer: 'left', lastDay };
}

const dayIn = ({ now }: { now: () => number }, days: number) =>
  new Date(now() + days * dayMs).toISOString().slice(0, 10);

type Given = { account: Account; answers: readonly SentAnswer[] };

/** The administration's answer stands, otherwise the earliest last day, otherwise "still here". */
async function checkAnswers(
  { world, tally }: Reviewing,
  person: Person,
  reviewId: string,
  given: readonly Given[],
): Promise<void> {
  const answers = given.flatMap(({ account, answers: all }) =>
    all
      .filter(({ userId }) => userId === person.userId)
      .map((answer) => ({ ...answer, isAdministration: account.row.role === 'admin' })),
  );
  const lastDay = answers.some(({ isAdministration }) => isAdministration)
    ? undefined
    : answers.flatMap((each) => (each.answer === 'left' ? (each.lastDay ?? []) : [])).sort()[0];
  if (lastDay) person.employmentEnds = endOfDay(Date.parse(`${lastDay}T10:00:00Z`), { days: 0 });
  decided(person, { reviewId, left: lastDay !== undefined });
  if (answers.length < 2) return;
  const row = (await loadAccount(world.service.deps.store, person.userId))?.row;
  const stands = row?.reviewAnswer?.answer === (lastDay ? 'left' : 'here');
  const ends = lastDay === undefined || row?.employmentEndsOn === lastDay;
  check(tally, 'stricter', stands && ends, `${person.userId} ${reviewId}`);
}

/** Sometimes an administrator moves somebody while a review is open. */
export async function moveSomebody(reviewing: Reviewing, places: readonly string[]) {
  const { world, chance, people } = reviewing;
  const { deps, clock } = world.service;
  const person = [...people.values()][Math.floor(chance.next() * people.size)];
  const to = places[Math.floor(chance.next() * places.length)];
  if (!person || !to || person.organizationId === to || isOut(person, clock.now())) return;
  const loaded = await loadAccount(deps.store, person.userId);
  if (!loaded) return;
  const actor = { actorId: world.admin.userId, actorRole: world.admin.row.role };
  const request = { ...actor, loaded, ifMatch: loaded.row.revision, organizationId: to };
  await moveUser(deps, request, clock.iso);
  person.organizationId = to;
  decided(person, person.answered);
}
