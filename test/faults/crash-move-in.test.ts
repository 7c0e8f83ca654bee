/** Promise: a run that moves people in may be stopped at any request; a repetition completes it. */
import { randomUUID } from 'node:crypto';
import { inviteWaiting } from '../../src/move-in/invite-waiting.ts';
import { movedInIdOf } from '../../src/move-in/known-people.ts';
import { runMoveIn } from '../../src/move-in/run.ts';
import { actingAt, askFor } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { crashTests } from './crash-tests.ts';
import type { Sample } from './sample.ts';
import { aboutOf, person, type World } from './world.ts';

/** @returns the ask of a file with one new person, and what identifies that person's rows */
async function fileWith({ service, organizationId, ...world }: World, given: object) {
  const externalId = randomUUID();
  const email = `${externalId}@espoo.fi`;
  const line = {
    ...{ externalId, email, firstName: 'Aino', lastName: 'Virtanen', role: 'editor' },
    ...{ organization: 'here', ...given },
  };
  const organizations = [{ from: 'here', to: organizationId }];
  const ask = askFor([line], { mapping: { organizations } });
  const keys = await service.deps.keyring.load(service.clock.iso);
  const userId = movedInIdOf(keys, line);
  const about = await aboutOf({ service, organizationId, ...world }, userId, email);
  return { ask, about: [...about, externalId] };
}

const withPassword = { passwordHash: oldHashes.P('seven green herons wade') };

const moveIn = {
  'a new person with an old password': {
    again: 'finishes',
    async arrange(world) {
      const { ask, about } = await fileWith(world, { lastSignInAt: '2026-01-31', ...withPassword });
      return { about, work: (on) => runMoveIn(on.deps, ask, actingAt(on)) };
    },
  },
  'somebody who is here already': {
    again: 'finishes',
    async arrange(world) {
      const { email, about } = await person(world);
      const { ask } = await fileWith(world, { email });
      return { about, work: (on) => runMoveIn(on.deps, ask, actingAt(on)) };
    },
  },
  'an invitation of somebody who never signed in': {
    again: 'finishes',
    async arrange(world) {
      const { service } = world;
      const { ask, about } = await fileWith(world, { lastSignInAt: null });
      await runMoveIn(service.deps, ask, actingAt(service));
      return { about, work: (on) => inviteWaiting(on.deps, ask, actingAt(on)) };
    },
  },
} satisfies Record<string, Sample>;

crashTests('moving in', moveIn, 9);
