/** Valid inputs and crash samples of the routes for moving people in from another system. */
import type { moveInEndpoints } from '../../src/api/move-in.ts';
import type { Inputs } from './input.ts';
import { fileWith } from './moving-file.ts';
import type { Samples } from './sample.ts';
import { as } from './world.ts';

const person = JSON.stringify({ externalId: '17', email: 'old@espoo.fi', role: 'expert' });

export const moveInInputs = {
  checkMoveIn: () => ({ body: { text: person, mapping: {} } }),
  moveIn: () => ({ body: { text: person, mapping: {} } }),
} satisfies Inputs<typeof moveInEndpoints>;

export const moveInSamples = {
  checkMoveIn: {
    again: 'same',
    reads: true,
    arrange: async (world) => {
      const { text, mapping } = (await fileWith(world, {})).ask;
      return {
        about: [],
        work: (on) => as(on, world.admin).checkMoveIn({ body: { text, mapping } }),
      };
    },
  },
  moveIn: {
    again: 'finishes',
    arrange: async (world) => {
      const { ask, about } = await fileWith(world, { lastSignInAt: null });
      const { text, mapping } = ask;
      return { about, work: (on) => as(on, world.admin).moveIn({ body: { text, mapping } }) };
    },
  },
} satisfies Samples<typeof moveInEndpoints>;
