/** What the operator says about another system's roles and organizations; the order decides. */
import { z } from 'zod';
import { cleanText } from './clean-text.ts';
import * as input from './input.ts';
import { limit } from './limits.ts';

/** As in the other system, cleaned like its people; an empty text stands for people who have none. */
const from = z.string().overwrite(cleanText).max(limit.nameCharactersMax);
const list = <T extends z.ZodType>(entry: T) =>
  z.array(entry).max(limit.moveInMappingMax).default([]);

export const mapping = z.strictObject({
  roles: list(z.strictObject({ from, to: input.role })),
  /** `to` is the id of an organization here. */
  organizations: list(z.strictObject({ from, to: input.id })),
  /** The home organization of people with several, by their external id or address. */
  homes: list(z.strictObject({ person: z.string().overwrite(cleanText), organization: from })),
});
export type Mapping = z.output<typeof mapping>;
