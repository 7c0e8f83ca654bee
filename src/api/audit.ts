/** The service-wide audit log: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { namedAs } from '../policy/named-as.ts';
import type { Endpoint } from './endpoint.ts';
import { page } from './shapes.ts';

const event = z.strictObject({
  eventId: z.string(),
  at: input.instant,
  kind: z.string(),
  actorId: z.string(),
  subjectId: z.string(),
  /** `user`, `organization`, `notice` or `system`; later releases may add values. */
  subjectKind: z.string(),
  organizationId: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** False while the change is being made; it may still turn out not to have happened. */
  settled: z.boolean(),
});

const auditFilter = {
  from: input.from.optional(),
  until: input.until.optional(),
  organizationId: input.id.optional(),
  subjectId: input.id.optional(),
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
};

export const auditEndpoints = {
  listEvents: {
    method: 'GET',
    path: 'api/audit',
    permission: 'audit.read',
    summary:
      'List events, newest first, by time, person, organization or kind; logged as an event.',
    query: z.strictObject({
      ...auditFilter,
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(event),
    status: 200,
    errors: [],
  },
  nameSubjects: {
    method: 'POST',
    path: 'api/audit/names',
    permission: 'audit.read',
    summary:
      'Name the people, organizations and systems of a page of events. Events hold ids only, so that an erasure leaves no name behind.',
    body: z.strictObject({
      ids: z.array(input.id).min(1).max(limit.auditNamesMax),
      language: input.language.default('fi'),
    }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          id: input.id,
          is: z
            .enum(namedAs)
            .describe(
              '`administrator`, `elsewhere`: outside my organization; `unknown`: not, or no longer, here.',
            ),
          name: z
            .string()
            .optional()
            .describe('Of a person, an organization or, in the language, a system.'),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  exportEvents: {
    method: 'GET',
    path: 'api/audit/export',
    permission: 'audit.read',
    summary:
      'Export the same events as CSV or JSON lines; logged as an event. While the header `x-next-cursor` is present, pass its value as `cursor` to get the next part.',
    query: z.strictObject({
      ...auditFilter,
      format: z.enum(['csv', 'jsonl']).default('csv'),
      cursor: input.cursor.optional(),
    }),
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/plain; charset=utf-8',
    fileName: 'events.txt',
  },
} as const satisfies Record<string, Endpoint>;
