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
    /** Only e-mails to this address. */
    to: z.string().optional(),
    /** E-mails to these addresses end as `Failed` from now on. */
    bounces: z.array(z.string().toLowerCase()).optional(),
  })
  .refine(
    ({ status, hang, bounces }) => status !== undefined || hang || bounces,
    'needs status, hang or bounces',
  );

type Fault = { status: number; retryAfterSeconds?: number | undefined } | 'hang';

type Waiting = { on: 'send' | 'status'; to: string; fault: Fault; left: number };

export type Faults = {
  order(given: z.output<typeof faultOrder>): void;
  /** @returns the fault for this request, if any; each applies once. @param body of the request */
  next(on: 'send' | 'status', body: string): Fault | undefined;
  bounces: Set<string>;
  clear(): void;
};

export function createFaults(): Faults {
  let waiting: Waiting[] = [];
  const bounces = new Set<string>();
  return {
    bounces,
    order({ status, retryAfterSeconds, hang, times, on, to = '', bounces: more = [] }) {
      for (const address of more) bounces.add(address);
      const fault = faultOf(status, retryAfterSeconds, hang);
      if (fault !== undefined) waiting.push({ on, to, fault, left: times });
    },
    next(on, body) {
      const fits = (each: Waiting) => each.on === on && each.left > 0 && body.includes(each.to);
      const found = waiting.find(fits);
      if (found) found.left--;
      return found?.fault;
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
