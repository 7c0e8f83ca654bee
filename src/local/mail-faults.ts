/** Faults on demand, for tests: refused or unanswered requests, and bouncing addresses. */
import { z } from 'zod';

export const faultOrder = z
  .strictObject({
    /** Status of the refused requests. */
    status: z.number().int().min(400).max(599).optional(),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Never responds. */
    hang: z.boolean().optional(),
    times: z.number().int().min(1).default(1),
    on: z.enum(['send', 'status']).default('send'),
    /** E-mails to these addresses end as `Failed` from now on. */
    bounces: z.array(z.string().toLowerCase()).optional(),
  })
  .refine(
    ({ status, hang, bounces }) => status !== undefined || hang || bounces,
    'needs status, hang or bounces',
  );

type Fault = { status: number; retryAfterSeconds?: number | undefined } | 'hang';

export type Faults = {
  order(given: z.output<typeof faultOrder>): void;
  /** @returns the fault for this request, if any; each applies once */
  next(on: 'send' | 'status'): Fault | undefined;
  bounces: Set<string>;
  clear(): void;
};

export function createFaults(): Faults {
  let waiting: { on: 'send' | 'status'; fault: Fault }[] = [];
  const bounces = new Set<string>();
  return {
    bounces,
    order({ status, retryAfterSeconds, hang, times, on, bounces: more = [] }) {
      for (const address of more) bounces.add(address);
      const fault = faultOf(status, retryAfterSeconds, hang);
      if (fault !== undefined)
        waiting.push(...Array.from({ length: times }, () => ({ on, fault })));
    },
    next(on) {
      const index = waiting.findIndex((each) => each.on === on);
      return index < 0 ? undefined : waiting.splice(index, 1)[0]?.fault;
    },
    clear() {
      waiting = [];
      bounces.clear();
    },
  };
}

function faultOf(status?: number, retryAfterSeconds?: number, hang?: boolean): Fault | undefined {
  if (hang) return 'hang';
  return status === undefined ? undefined : { status, retryAfterSeconds };
}
