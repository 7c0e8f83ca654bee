/** Valid inputs and crash samples of the routes for pending work, none of which writes. */
import type { workEndpoints } from '../../src/api/work.ts';
import type { Inputs } from './input.ts';
import type { Samples } from './sample.ts';

export const workInputs = {
  listWork: () => ({}),
} satisfies Inputs<typeof workEndpoints>;

export const workSamples = {} satisfies Samples<typeof workEndpoints>;
