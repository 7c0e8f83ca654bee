/** Checks every review of an organization against what happened to its people meanwhile. */
import { readReviewed } from '../../src/reviews/read-review.ts';
import { listOrganizations, type Organization } from '../../src/store/organizations.ts';
import type { ReviewState } from '../../src/store/rows/organization.ts';
import type { Chance } from './chance.ts';
import { check, type Tally } from './invariants.ts';
import { isAnswered, isOut } from './oracle.ts';
import type { Person } from './people.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

/** A review that has begun, as the simulation knows it. */
export type KnownReview = {
  organizationId: string;
  reviewId: string;
  people: readonly Person[];
  /** When each reviewer answers; some answer only after the end. */
  answering: { at: number; reviewer: Person }[];
  /** Whether anybody of the organization answered. */
  heard: boolean;
  closed: boolean;
};

export type Reviewing = {
  world: World;
  chance: Chance;
  tally: Tally;
  people: Map<string, Person>;
  reviews: Map<string, KnownReview>;
  totals: Record<string, number>;
};

export type Live = { organization: Organization; review: ReviewState; known: KnownReview };

/** One storage request. @returns the latest reviews of all organizations, compared with the known */
export async function watchReviews(reviewing: Reviewing): Promise<Live[]> {
  const { deps } = reviewing.world.service;
  const live: Live[] = [];
  for (const organization of await listOrganizations(deps.store)) {
    const { review } = organization.row;
    if (!review) continue;
    const { organizationId } = organization;
    const before = reviewing.reviews.get(organizationId);
    const known =
      before?.reviewId === review.reviewId ? before : begun(reviewing, organizationId, review);
    live.push({ organization, review, known });
    if (!review.closedAt || known.closed) continue;
    known.closed = true;
    await checkEnd(reviewing, { organization, review, known });
  }
  return live;
}

/** The frozen list holds the people who can sign in; its reviewers decide when to answer. */
function begun(reviewing: Reviewing, organizationId: string, review: ReviewState): KnownReview {
  const { world, chance, tally, people, reviews, totals } = reviewing;
  const now = world.service.clock.now();
  const listed = [...people.values()].filter(
    (person) => person.organizationId === organizationId && !isOut(person, now),
  );
  check(tally, 'frozen', review.people === listed.length, `${review.reviewId} at its beginning`);
  const reviewers = listed.filter(({ reviews: how }) => how !== undefined && how !== 'never');
  const together = chance.happens(0.8) ? now + chance.between(0, 33) * dayMs : undefined;
  const answering = reviewers.map((reviewer) => ({
    reviewer,
    at: together ?? now + chance.between(0, 33) * dayMs,
  }));
  const { reviewId } = review;
  const known = {
    organizationId,
    reviewId,
    people: listed,
    answering,
    heard: false,
    closed: false,
  };
  reviews.set(organizationId, known);
  totals['reviews'] = (totals['reviews'] ?? 0) + 1;
  return known;
}

/** Whoever nobody answered about is unconfirmed from now on, unless nobody answered at all. */
async function checkEnd(
  { world, tally, totals }: Reviewing,
  { organization, review, known }: Live,
): Promise<void> {
  const { deps, clock } = world.service;
  const { reviewId } = review;
  const states = await readReviewed(deps, organization, review, clock.iso);
  const sameList = states.length === review.people && states.length === known.people.length;
  check(tally, 'frozen', sameList, `${reviewId} at its end`);
  const now = clock.now();
  const open = known.people.filter(
    (person) =>
      person.organizationId === organization.organizationId &&
      !isOut(person, now) &&
      !isAnswered(person, reviewId),
  );
  const silent = open.length > 0 && !known.heard;
  const expected = silent ? 'silent' : open.length > 0 ? 'unconfirmed' : 'complete';
  check(tally, 'silent', review.outcome === expected, `${reviewId} ${review.outcome} ${expected}`);
  const found = states.filter(({ state }) => state === (silent ? 'open' : 'missing'));
  const same =
    found.length === open.length &&
    found.every(({ userId }) => open.some((person) => person.userId === userId));
  check(tally, 'frozen', same, `${reviewId}: ${found.length} instead of ${open.length}`);
  totals[`reviews ${expected}`] = (totals[`reviews ${expected}`] ?? 0) + 1;
  if (silent) return;
  for (const person of open)
    Object.assign(person, { unconfirmedAt: now, noticedAt: undefined, promised: undefined });
}
