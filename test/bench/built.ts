/** The bundle that the bench measures, built once for all items. */
import { buildBundle } from '../../src/build/bundle.ts';

let building: ReturnType<typeof buildBundle> | undefined;

export function built(): ReturnType<typeof buildBundle> {
  building ??= buildBundle();
  return building;
}
