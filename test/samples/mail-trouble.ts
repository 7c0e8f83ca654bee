/** The mail service in trouble, as tests order it, and mails that wait for its end. */

import type { Service } from '../support/harness.ts';
import type { World } from './open-world.ts';
import { happen, type Known } from './world.ts';

/** More than any test tries. */
export const always = 1_000_000;

export async function order({ mailbox }: Service, fault: object): Promise<void> {
  const { status } = await fetch(`${mailbox.url}/mailbox/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  if (status !== 204) throw new Error(`the mailbox does not take the order: ${status}`);
}

export const recover = ({ mailbox }: Service) =>
  fetch(`${mailbox.url}/mailbox/faults`, { method: 'DELETE' });

/** Something happens of which the person is told, a second later than the last. @returns its mail's id */
export async function tell(
  world: World,
  { userId }: Known,
  template = 'password_changed',
  queue: 'now' | 'later' = 'now',
): Promise<string> {
  const { deps, clock } = world.service;
  clock.advance({ seconds: 1 });
  const mails = [{ template, queue }];
  const { eventId } = await happen(world, userId, 'password_changed', { effects: { mails } });
  return (await deps.keyring.load(clock.iso)).idFor(`${eventId}.${template}`);
}

/** @returns the ids of the mails that the address got, the oldest first */
export const got = ({ service }: World, { email }: Known): string[] =>
  service.mailbox
    .messages(email)
    .map(({ id }) => id)
    .reverse();

/** @returns how often the event was logged */
export const countOf = ({ logs }: Service, event: string): number =>
  logs.filter((line) => line.includes(`"event":"${event}"`)).length;
