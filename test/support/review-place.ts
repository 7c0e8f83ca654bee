/** An organization with people in storage, its signed-in primary users, and a way through the days. */
import { randomUUID } from 'node:crypto';
import { type Client, ProblemError } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { firstAdministrator, goodPassword, type Service } from './harness.ts';
import { settle } from './people.ts';

export type Reviewer = { userId: string; email: string; client: Client };

/** @param roles of the people, in addition to those of the service's own organization */
export async function openReviewPlaces(service: Service, admin: Client) {
  const { deps, clock } = service;
  const { userId: adminId } = await admin.me();
  const passwordHash = (await loadAccount(deps.store, adminId))?.row.passwordHash;

  const people = [{ client: admin, email: firstAdministrator }];

  async function person(organizationId: string, role: Role = 'expert', given: object = {}) {
    const { deps } = service;
    return settle(deps, clock.iso, { organizationId, role, passwordHash, ...given });
  }

  async function signedIn(organizationId: string, role: Role): Promise<Reviewer> {
    const { userId, email } = await person(organizationId, role);
    const client = service.client();
    people.push({ client, email });
    await client.signIn({ body: { email, password: goodPassword } });
    return { userId, email, client };
  }

  async function organization(): Promise<string> {
    const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
    return (await admin.createOrganization({ body })).organizationId;
  }

  /** Lets time pass in steps of some days, with the timers and e-mails at the end of each. */
  async function pass(days: number, every = 1): Promise<void> {
    for (let day = 0; day < days; day += every) {
      clock.advance({ days: every });
      await timers();
    }
    await signInAgain();
  }

  /** Sessions last a week; whoever lapsed stays signed out. */
  async function signInAgain(): Promise<void> {
    for (const { client, email } of people)
      try {
        await client.signIn({ body: { email, password: goodPassword } });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
      }
  }

  async function timers(): Promise<void> {
    for (const name of ['repair', 'reviews', 'lifecycle'] as const) await service.runTimer(name);
    await service.drainMail();
  }

  const start = (organizationId: string) => admin.startReviews({ body: { organizationId } });

  return { adminId, person, signedIn, organization, pass, timers, start, signInAgain };
}

export type ReviewPlaces = Awaited<ReturnType<typeof openReviewPlaces>>;

/** Answers "still here" about everybody whom the reviewer may answer about and who is open. */
export async function confirmAll(client: Client, organizationId: string) {
  const params = { organizationId };
  const { review, items } = await client.readReview({ params, query: { limit: 100 } });
  const answers = items
    .filter(({ mayAnswer, state }) => mayAnswer && state === 'open')
    .map(({ userId }) => ({ userId, answer: 'here' as const }));
  return client.answerReview({ params, body: { reviewId: review?.reviewId ?? '', answers } });
}

export const subjectsOf = (service: Service, email: string): string[] =>
  service.mailbox.messages(email).map(({ subject }) => subject ?? '');
