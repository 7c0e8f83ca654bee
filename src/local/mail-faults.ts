/** Trouble on demand: refusals, silence and addresses that bounce, as a test asks for. */
import { z } from 'zod';

export const faultOrder = z
  .strictObject({
    /** Answer so many requests with this status. */
    status: z.number().int().min(400).max(599).optional(),
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Never answer. */
    hang: z.boolean().optional(),
    times: z.number().int().min(1).default(1),
    on: z.enum(['send', 'status']).default('send'),
    /** Only mails to this address. */
    to: z.string().optional(),
    /** From now on mails to these addresses end as `Failed`. */
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
  /** The trouble for this request, if any; each is used up once. @param body of the request */
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
