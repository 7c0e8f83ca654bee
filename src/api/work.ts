/** What awaits the caller: the endpoint. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { workKinds } from '../policy/work-kinds.ts';
import type { Endpoint } from './endpoint.ts';

export const workEndpoints = {
  listWork: {
    method: 'GET',
    path: 'api/work',
    permission: 'account.use',
    summary: "Count the work that awaits the caller's decision, by kind; empty if there is none.",
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          kind: z.enum(workKinds),
          count: z.number().min(1).max(limit.workCountMax),
          more: z.literal(true).optional().describe('There are more than `count`.'),
          firstAt: input.instant
            .optional()
            .describe('When the most urgent one is due, lapses or expires.'),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
