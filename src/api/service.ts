/** The service itself: its state, its description and its keys: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing } from './shapes.ts';

/** If some are left, repeating the request settles more. */
const settled = z.strictObject({ settled: z.number(), left: z.number() });

export const serviceEndpoints = {
  readServiceState: {
    method: 'GET',
    path: 'api/service/state',
    permission: 'service.operate',
    summary: 'Read the state of timers, unfinished changes, e-mail and queues.',
    output: z.strictObject({
      unfinishedChanges: z
        .number()
        .describe(
          `Changes that repair has not finished within ${limit.unfinishedMinutesMax} minutes.`,
        ),
      timers: z.array(
        z.strictObject({ timer: z.string(), ranAt: input.instant.optional(), late: z.boolean() }),
      ),
      lifecyclePaused: z
        .strictObject({ since: input.instant, by: input.id })
        .optional()
        .describe('Since when and by whom the lifecycle is paused; absent while it runs.'),
      backupCopies: z
        .strictObject({ newest: input.instant.optional(), missing: z.number(), late: z.boolean() })
        .optional()
        .describe(
          'The newest backup in the second storage account, and how many blobs it lacks; absent if there is no such account.',
        ),
      mail: z.strictObject({
        waiting: z.number().describe('E-mails waiting for the mail service to accept them.'),
        notSentSince: input.instant
          .optional()
          .describe('Since when no e-mail has been sent; absent while e-mail works.'),
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
    summary: 'List the e-mails that failed permanently and were set aside.',
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          messageId: z.string(),
          queue: z.enum(['now', 'later', 'signals']),
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
    summary: 'Return an e-mail that was set aside to its queue.',
    body: nothing,
    status: 204,
    errors: [],
  },
  dropPoison: {
    method: 'DELETE',
    path: 'api/service/poison/{messageId}',
    permission: 'service.operate',
    summary: 'Permanently drop an e-mail that was set aside.',
    status: 204,
    errors: [],
  },
  retryAllPoison: {
    method: 'POST',
    path: 'api/service/poison/retry',
    permission: 'service.operate',
    summary: `Return up to ${limit.poisonSettledMax} e-mails that were set aside to their queues.`,
    body: nothing,
    output: settled,
    status: 200,
    errors: [],
  },
  dropAllPoison: {
    method: 'DELETE',
    path: 'api/service/poison',
    permission: 'service.operate',
    summary: `Permanently drop up to ${limit.poisonSettledMax} e-mails that were set aside.`,
    output: settled,
    status: 200,
    errors: [],
  },
  contact: {
    method: 'GET',
    path: 'api/contact',
    permission: 'public',
    summary: 'Read who runs the service and where to get help.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({ organization: z.string(), email: z.string() }),
    status: 200,
    errors: [],
  },
  openapi: {
    method: 'GET',
    path: 'api/openapi.json',
    permission: 'public',
    summary: 'Read the OpenAPI 3.1 description of this API.',
    output: z.record(z.string(), z.unknown()),
    status: 200,
    errors: [],
  },
  docs: {
    method: 'GET',
    path: 'api/docs',
    permission: 'public',
    summary: 'Read the same description as a page.',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/html; charset=utf-8',
  },
  securityTxt: {
    method: 'GET',
    path: '.well-known/security.txt',
    permission: 'public',
    summary: 'Read where to report a vulnerability (RFC 9116).',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/plain; charset=utf-8',
  },
  jwks: {
    method: 'GET',
    path: '.well-known/jwks.json',
    permission: 'public',
    summary: 'Read the public keys that verify access tokens (RFC 7517).',
    output: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
