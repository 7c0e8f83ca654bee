/** Whether the service works: the endpoints. Probes call them first, so they load little else. */
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

export const healthEndpoints = {
  live: {
    method: 'GET',
    path: 'api/health/live',
    permission: 'public',
    summary: 'Check whether the process responds.',
    output: z.strictObject({ status: z.literal('ok') }),
    status: 200,
    errors: [],
  },
  ready: {
    method: 'GET',
    path: 'api/health/ready',
    permission: 'public',
    summary: 'Check whether storage and keys work; reports what is wrong (503).',
    output: z.strictObject({
      status: z.literal('ok'),
      details: z
        .array(z.strictObject({ field: z.string(), message: z.string() }))
        .optional()
        .describe('What operators should know although the service works.'),
    }),
    status: 200,
    errors: ['busy'],
  },
} as const satisfies Record<string, Endpoint>;
