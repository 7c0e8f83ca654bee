/** Moving people in from another system, a part of the file at a time: the endpoints. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import {
  broughtOnRequest,
  buckets,
  moveInNotes,
  moveInOutcomes,
} from '../policy/move-in-buckets.ts';
import { mapping } from '../policy/move-in-mapping.ts';
import { partLinesMax } from '../policy/people-file.ts';
import type { Endpoint } from './endpoint.ts';

const lineNumber = z.number().int().min(1).max(limit.moveInLinesMax);

const part = z.strictObject({
  /** JSON lines, or CSV with its header. */
  text: z.string().min(1).max(limit.importBytesMax),
  mapping,
  /** Lines of the part whose address or external id occurs in another part too. */
  repeated: z.array(lineNumber).max(partLinesMax).default([]),
});

const line = z.strictObject({
  line: lineNumber,
  bucket: z.enum(buckets),
  /** A code, or the names of fields. */
  why: z.string().optional(),
  /** The person is in the service already. */
  isHere: z.boolean(),
  notes: z.array(z.enum(moveInNotes)),
  /** Keyed hashes of address and external id: equal ones in two lines are a conflict. */
  marks: z.array(z.string()),
});

export const moveInEndpoints = {
  checkMoveIn: {
    method: 'POST',
    path: 'api/move-in/check',
    permission: 'people.move_in',
    summary: 'Put each line of a part of a file of people into a bucket; changes nothing.',
    body: part,
    bodyBytesMax: limit.importBytesMax,
    output: z.strictObject({ lines: z.array(line) }),
    status: 200,
    errors: [],
  },
  moveIn: {
    method: 'POST',
    path: 'api/move-in',
    permission: 'people.move_in',
    summary: 'Move in the people of a part of a file; repeating it changes nothing more.',
    body: part.extend({ wanted: z.array(z.enum(broughtOnRequest)).default([]) }),
    bodyBytesMax: limit.importBytesMax,
    output: z.strictObject({
      lines: z.array(
        z.strictObject({
          line: lineNumber,
          outcome: z.enum(moveInOutcomes),
          /** The code of the refusal. */
          code: z.string().optional(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
