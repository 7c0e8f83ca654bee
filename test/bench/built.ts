/** The bundle that a run of the bench measures: built once, the same for all items. */
import { buildBundle } from '../../src/build/bundle.ts';

let building: ReturnType<typeof buildBundle> | undefined;

export function built(): ReturnType<typeof buildBundle> {
  building ??= buildBundle();
  return building;
}
