/**
 * The kinds of fields that rows share. The files beside it state the fields of every row of every table;
 * nothing else is stored.
 *
 * A newer release may have written more (foreign.ts). A dispensable unknown value is read as absent
 * and kept; otherwise the row is omitted from lists and runs.
 */
import { z } from 'zod';
import { roles } from '../../policy/roles.ts';

export const instant = z.string();

export const language = z.enum(['fi', 'sv', 'en']);

export const role = z.enum(roles);

/** Lists and objects are kept as JSON text. */
export const json = <T extends z.ZodType>(schema: T) => z.preprocess(parsed, schema);

/** @returns text that is not JSON unchanged, for the schema to refuse */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One of the list; a value unknown to this release is read as absent, and kept. */
export const oneOf = <const T extends readonly [string, ...string[]]>(list: T) =>
  z.enum(list).optional().catch(undefined);

/** Ids, a role and a day; a newer release may know more answers. */
export const reviewAnswer = () =>
  z.looseObject({
    reviewId: z.string(),
    answer: z.string(),
    by: z.string(),
    at: instant,
    byAdministration: z.boolean().optional(),
    lastDay: z.string().optional(),
    role: z.string().optional(),
    organizationId: z.string().optional(),
    /** Before any answer of this review; a correction returns to it. */
    former: z
      .looseObject({
        role: role.optional().catch(undefined),
        employmentEndsOn: z.string().optional(),
      })
      .optional(),
    /** The organization itself has answered, though the administration's answer stands. */
    byOrganization: z.boolean().optional(),
    /** Another person's answer that did not stand. */
    against: z.looseObject({ by: z.string(), answer: z.string() }).optional(),
  });

/** The audit chain's head, in the row that the events are about. */
export const chain = {
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
};
export type Chain = { chainHead?: string | undefined; chainLength: number; changedAt: string };

export const translated = () => json(z.object({ fi: z.string(), sv: z.string(), en: z.string() }));
