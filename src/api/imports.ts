/** Imports of many people from a file: the endpoints. */
import { z } from 'zod';
import { checkOutcomes, shownOutcomes } from '../policy/import-outcomes.ts';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Endpoint } from './endpoint.ts';

const importFile = z.strictObject({
  organizationId: input.id,
  csv: z.string().min(1).max(limit.importBytesMax),
});

const importProgress = z.strictObject({
  importId: input.id,
  organizationId: input.id,
  state: z.enum(['running', 'done']),
  startedAt: input.instant,
  finishedAt: input.instant.optional(),
  total: z.number(),
  waiting: z.number(),
  invited: z.number(),
  alreadyHere: z.number(),
  refused: z.number(),
  lines: z.array(
    z.strictObject({
      line: z.number(),
      outcome: z.enum(shownOutcomes),
      why: z.string().optional(),
    }),
  ),
});

export const importsEndpoints = {
  checkImport: {
    method: 'POST',
    path: 'api/imports/check',
    permission: 'people.invite',
    summary: 'Check each line of a CSV file and tell its outcome; changes nothing.',
    body: importFile,
    bodyBytesMax: limit.importBytesMax,
    output: z.strictObject({
      good: z.number(),
      /** Columns of the file that are not needed. */
      ignored: z.array(z.string()),
      lines: z.array(
        z.strictObject({
          line: z.number(),
          /** As written in the file. */
          name: z.string(),
          outcome: z.enum(checkOutcomes),
          why: z.string().optional(),
        }),
      ),
    }),
    status: 200,
    errors: ['organization_closed', 'daily_limit_reached'],
  },
  startImport: {
    method: 'POST',
    path: 'api/imports',
    permission: 'people.invite',
    summary:
      'Invite the good lines of a CSV file, one after the other; an e-mail reports completion.',
    body: importFile,
    bodyBytesMax: limit.importBytesMax,
    output: importProgress,
    status: 201,
    errors: ['organization_closed', 'idempotency_key_reused', 'daily_limit_reached'],
    idempotent: true,
  },
  readImport: {
    method: 'GET',
    path: 'api/imports/{importId}',
    permission: 'people.invite',
    summary: 'Read how far an import has come and what became of each line.',
    output: importProgress,
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
