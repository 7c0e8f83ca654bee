/** Kinds of samples that several areas have: done to a person, by one, with a link, creating. */
import { randomUUID } from 'node:crypto';
import type { Client } from '../../src/client/client.ts';
import type { LinkPurpose } from '../../src/policy/link-purposes.ts';
import type { Service } from '../support/harness.ts';
import type { Given } from '../support/people.ts';
import { newAddress } from './input.ts';
import type { World } from './open-world.ts';
import type { Sample } from './sample.ts';
import { aboutOf, as, happen, idFor, type Known, person, signedIn } from './world.ts';

/** @param verb done to a person by the administrator */
export const onPerson = (
  again: Sample['again'],
  make: (world: World) => Promise<{ userId: string; about: string[] }>,
  verb: (admin: World['admin'], userId: string, world: World) => Promise<unknown>,
): Sample => ({
  again,
  async arrange(world) {
    const { userId, about } = await make(world);
    return { about, work: (on) => verb(as(on, world.admin), userId, world) };
  },
});

/** @param verb done by a signed-in person */
export const byThemselves = (
  again: Sample['again'],
  verb: (self: Client, known: Known, world: World) => Promise<unknown>,
  more: Partial<Sample> = {},
): Sample => ({
  again,
  ...more,
  async arrange(world) {
    const known = await person(world);
    const client = await signedIn(world, known);
    return { about: known.about, work: (on) => verb(as(on, client), known, world) };
  },
});

/** @param verb done by the holder of a link */
export const byLink = (
  purpose: LinkPurpose,
  given: (world: World) => Given,
  verb: (on: Service, token: string) => Promise<unknown>,
): Sample => ({
  again: 'link_invalid',
  async arrange(world) {
    const { userId, about } = await person(world, given(world));
    const email = purpose === 'address_change' ? newAddress() : undefined;
    const link = { link: purpose, ...(email && { email }) };
    const { token } = await happen(world, userId, 'invitation_resent', link);
    const found = email ? await aboutOf(world, userId, email) : [];
    return { about: [...about, ...found.slice(1)], work: (on) => verb(on, token) };
  },
});

export const asActive = () => ({});

/** @param make sends the request with its idempotency key */
export const creating = (
  name: string,
  make: (admin: Client, idempotencyKey: string) => Promise<unknown>,
  more: Partial<Sample> = {},
): Sample => ({
  again: 'same',
  ...more,
  async arrange(world) {
    const key = randomUUID();
    const id = await idFor(world, name, key);
    return { about: [id], work: (on) => make(as(on, world.admin), key) };
  },
});

/** @param ask reads, as the administrator, without leaving a trace */
export const reading = (ask: (admin: Client, world: World) => Promise<unknown>): Sample => ({
  again: 'same',
  reads: true,
  arrange: async (world) => ({ about: [], work: (on) => ask(as(on, world.admin), world) }),
});

/** Reading that is recorded as an event before the response. */
export const recorded = (ask: (self: Client) => Promise<unknown>): Sample => ({
  again: 'more',
  async arrange(world) {
    const known = await person(world, { role: 'primary_user', organizationId: randomUUID() });
    const client = await signedIn(world, known);
    return { about: known.about, work: (on) => ask(as(on, client)) };
  },
});
