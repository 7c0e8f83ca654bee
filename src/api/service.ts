/** The service itself: its state, its description, its keys: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing } from './shapes.ts';

/** Where some are left, the same request settles more. */
const settled = z.strictObject({ settled: z.number(), left: z.number() });

export const serviceEndpoints = {
  readServiceState: {
    method: 'GET',
    path: 'api/service/state',
    permission: 'service.operate',
    summary:
      'Read when each timer last ran, how many changes are unfinished, whether e-mail goes out, and how much waits in each queue.',
    output: z.strictObject({
      unfinishedChanges: z
        .number()
        .describe(
          `Changes that repair has not finished within ${limit.unfinishedMinutesMax} minutes.`,
        ),
      timers: z.array(
        z.strictObject({ timer: z.string(), ranAt: input.instant.optional(), late: z.boolean() }),
      ),
      mail: z.strictObject({
        waiting: z.number().describe('E-mails that wait until the mail service takes them.'),
        notSentSince: input.instant
          .optional()
          .describe('Since when no e-mail has gone out; absent while all is well.'),
      }),
      queues: z.array(
        z.strictObject({ queue: z.string(), waiting: z.number(), poisoned: z.number() }),
      ),
    }),
    status: 200,
    errors: [],
  },
  listPoison: {
    method: 'GET',
    path: 'api/service/poison',
    permission: 'service.operate',
    summary: 'List the mails that failed for good and were set aside.',
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          messageId: z.string(),
          queue: z.enum(['now', 'later']),
          setAsideAt: input.instant,
          template: z.string().optional(),
          userId: z.string().optional(),
          eventId: z.string().optional(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  retryPoison: {
    method: 'POST',
    path: 'api/service/poison/{messageId}/retry',
    permission: 'service.operate',
    summary: 'Put a mail that was set aside back into its queue.',
    body: nothing,
    status: 204,
    errors: [],
  },
  dropPoison: {
    method: 'DELETE',
    path: 'api/service/poison/{messageId}',
    permission: 'service.operate',
    summary: 'Drop a mail that was set aside, for good.',
    status: 204,
    errors: [],
  },
  retryAllPoison: {
    method: 'POST',
    path: 'api/service/poison/retry',
    permission: 'service.operate',
    summary: `Put the mails that were set aside back into their queues, ${limit.poisonSettledMax} at most.`,
    body: nothing,
    output: settled,
    status: 200,
    errors: [],
  },
  dropAllPoison: {
    method: 'DELETE',
    path: 'api/service/poison',
    permission: 'service.operate',
    summary: `Drop the mails that were set aside, for good, ${limit.poisonSettledMax} at most.`,
    output: settled,
    status: 200,
    errors: [],
  },
  contact: {
    method: 'GET',
    path: 'api/contact',
    permission: 'public',
    summary: 'Who runs the service, and where people can ask.',
    output: z.strictObject({ organization: z.string(), email: z.string() }),
    status: 200,
    errors: [],
  },
  live: {
    method: 'GET',
    path: 'api/health/live',
    permission: 'public',
    summary: 'Whether the process answers.',
    output: z.strictObject({ status: z.literal('ok') }),
    status: 200,
    errors: [],
  },
  ready: {
    method: 'GET',
    path: 'api/health/ready',
    permission: 'public',
    summary: 'Whether storage and keys work, and what is wrong (503).',
    output: z.strictObject({ status: z.literal('ok') }),
    status: 200,
    errors: ['busy'],
  },
  openapi: {
    method: 'GET',
    path: 'api/openapi.json',
    permission: 'public',
    summary: 'This API, described in OpenAPI 3.1.',
    output: z.record(z.string(), z.unknown()),
    status: 200,
    errors: [],
  },
  docs: {
    method: 'GET',
    path: 'api/docs',
    permission: 'public',
    summary: 'The same as a page.',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/html; charset=utf-8',
  },
  securityTxt: {
    method: 'GET',
    path: '.well-known/security.txt',
    permission: 'public',
    summary: 'Where to report a vulnerability (RFC 9116).',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/plain; charset=utf-8',
  },
  jwks: {
    method: 'GET',
    path: '.well-known/jwks.json',
    permission: 'public',
    summary: 'The public keys with which access tokens are verified (RFC 7517).',
    output: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
