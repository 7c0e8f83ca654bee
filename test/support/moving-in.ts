/** Moves people in from a file of lines in the service's own format. */

import type { Wanted } from '../../src/move-in/report.ts';
import { runMoveIn } from '../../src/move-in/run.ts';
import { mapping } from '../../src/policy/move-in-mapping.ts';
import type { Service } from './harness.ts';

export const askFor = (
  lines: readonly object[],
  more: { mapping?: object; wanted?: Wanted } = {},
) => ({
  text: lines.map((line) => JSON.stringify(line)).join('\n'),
  mapping: mapping.parse(more.mapping ?? {}),
  wanted: more.wanted ?? [],
});

export const actingAt = ({ clock }: Pick<Service, 'clock'>) => ({
  ...{ actorId: 'service', organizationId: '', now: clock.iso },
});

/** @returns the report after the run */
export const moveIn = (service: Service, ...given: Parameters<typeof askFor>) =>
  runMoveIn(service.deps, askFor(...given), actingAt(service));
