/** A valid request of a route, for tests of all routes. */
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../src/api.ts';

/** What a request may name: an organization, a person, and an id of anything else. */
export type Place = { organizationId: string; userId: string; sessionId: string };
export type Input = { path?: Record<string, string>; body?: object; query?: string };

/** An address that nobody has. */
export const newAddress = (): string => `${randomUUID()}@espoo.fi`;

type Table = Record<string, Endpoint>;

/** The routes of a table that need a sign-in. */
export type Guarded<T extends Table> = {
  [N in keyof T]: T[N]['permission'] extends 'public' ? never : N;
}[keyof T];

/** An input for each route of a table that needs a sign-in; a public one needs none without a body. */
export type Inputs<T extends Table> = Record<Guarded<T>, (place: Place) => Input> &
  Partial<Record<keyof T, (place: Place) => Input>>;
