/** What the tests of attacks share: a place, and a person who signs in anew before each test. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import {
  authorizationUrl,
  enter,
  type OpenPlace,
  openPlace,
  type Parameters,
  redeem,
} from './systems.ts';

export function attackedPlace() {
  let place: OpenPlace;
  let person: Client;
  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place.service.stop());
  beforeEach(async () => {
    person = await place.signedIn();
  });
  const ask = (more: Parameters = {}) =>
    enter(person, authorizationUrl(place.system.systemId, more));
  const codeFor = async (more: Parameters = {}) => (await ask(more)).searchParams.get('code');
  return {
    place: () => place,
    person: () => person,
    /** Until the next test, this person asks. */
    askAs(other: Client) {
      person = other;
    },
    ask,
    codeFor,
    /** @returns the code of the problem that the page shows */
    shownFor: (url: URL) =>
      person.authorize({ body: { request: url.search.slice(1) } }).then(
        () => 'redirected',
        ({ code }) => code,
      ),
    tokensFor: async (more: Parameters = {}) =>
      (await redeem(place.service, place.system, await codeFor(more))).body,
  };
}
