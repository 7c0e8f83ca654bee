/** Promise: a run that moves people in may be stopped at any request; a repetition completes it. */
import { inviteWaiting } from '../../src/move-in/invite-waiting.ts';
import { runMoveIn } from '../../src/move-in/run.ts';
import { fileWith } from '../samples/moving-file.ts';
import type { Sample } from '../samples/sample.ts';
import { person } from '../samples/world.ts';
import { actingAt } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { crashTests } from './crash-tests.ts';

const withPassword = { passwordHash: oldHashes.P('seven green herons wade') };

const withDates = { lastSignInAt: '2026-01-31', ...withPassword };

const moveIn = {
  'a new person with an old password': {
    again: 'finishes',
    async arrange(world) {
      const { ask, about } = await fileWith(world, withDates);
      return { about, work: (on) => runMoveIn(on.deps, ask, actingAt(on)) };
    },
  },
  'several people of one organization at once': {
    again: 'finishes',
    async arrange(world) {
      const [one, other] = [await fileWith(world, withDates), await fileWith(world, withDates)];
      const ask = { ...one.ask, text: `${one.ask.text}\n${other.ask.text}` };
      const about = [...one.about, ...other.about];
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

crashTests('moving in', moveIn);
