/** The service-wide log: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import type { Endpoint } from './endpoint.ts';
import { page } from './shapes.ts';

const event = z.strictObject({
  eventId: z.string(),
  at: input.instant,
  kind: z.string(),
  actorId: z.string(),
  subjectId: z.string(),
  /** `user`, `organization` or `notice`; later releases may add to them. */
  subjectKind: z.string(),
  organizationId: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** False while the change is still being carried out; it may yet turn out not to have happened. */
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
    summary: 'Events, newest first, by time, person, organization or kind; asking is an event too.',
    query: z.strictObject({
      ...auditFilter,
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(event),
    status: 200,
    errors: [],
  },
  exportEvents: {
    method: 'GET',
    path: 'api/audit/export',
    permission: 'audit.read',
    summary:
      'The same events as CSV or JSON lines; the export itself is an event. While the header `x-next-cursor` is there, its value as `cursor` brings the next part.',
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
