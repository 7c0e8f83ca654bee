/** Inputs and outputs that the endpoints of several areas share. */
import { z } from 'zod';
import { dataRequestKinds } from '../policy/data-request-kinds.ts';
import { factorKinds } from '../policy/factor-kinds.ts';
import * as input from '../policy/input.ts';
import { requestedPurposes } from '../policy/link-purposes.ts';
import { statuses, statusReasons, steps } from '../policy/statuses.ts';

export const nothing = z.strictObject({});

export const ownPassword = z.strictObject({ currentPassword: input.password });

export const translatedName = z.strictObject({ fi: z.string(), sv: z.string(), en: z.string() });

export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: input.cursor.optional() });

/** Of people who are read, sorted and counted together, many at a time. */
export const counted = {
  total: z.number().describe('How many there are on all pages until `beyond`.'),
  beyond: input.cursor
    .optional()
    .describe('There are too many people to sort together: the search continues here.'),
};

export const dates = {
  invitedAt: input.instant,
  invitationExpiresAt: input.instant.optional(),
  activatedAt: input.instant.optional(),
  lastActivityAt: input.instant.optional(),
  employmentEndsOn: input.day.optional(),
  deactivatedAt: input.instant.optional(),
  /** When an e-mail to the person last failed permanently. */
  mailFailedAt: input.instant.optional(),
  restoreAskedAt: input.instant.optional(),
  /** The organization to which the person is currently offered. */
  offeredTo: input.id.optional(),
};

/** Computed from the dates at the time of the request. */
export const life = {
  status: z.enum(statuses),
  why: z.enum(statusReasons),
  deactivateAt: input.instant.optional(),
  eraseAt: input.instant.optional(),
};

/** Who a person is, and in which organization. */
export const identity = {
  userId: input.id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  language: input.language,
  organizationId: input.id,
  role: input.role,
};

export const user = z.strictObject({
  ...identity,
  ...dates,
  ...life,
  /** What happens next unless somebody acts; omitted in lists. */
  next: z.strictObject({ step: z.enum(steps), at: input.instant }).optional(),
  /** Whether two-step verification is set up; omitted in lists. */
  secondFactor: z.boolean().optional(),
  etag: z.string(),
});

export const organization = z.strictObject({
  organizationId: input.id,
  name: z.string(),
  language: input.language,
  createdAt: input.instant,
  closedAt: input.instant.optional(),
  etag: z.string(),
});

/** The errors that an organization's rules can cause. */
export const ruleErrors = [
  'role_above_own',
  'role_not_given',
  'domain_not_allowed',
  'organization_full',
  'organization_closed',
] as const;

/** `refreshToken` is absent when it is set as a cookie. */
export const tokens = z.strictObject({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  refreshToken: z.string().optional(),
  sessionId: z.string(),
  /** A second factor must be set up before anything else. */
  secondFactorNeeded: z.literal(true).optional(),
  /** The version that must be acknowledged before anything else. */
  privacyNoticeRequired: z.number().optional(),
});

export const factor = z.strictObject({
  factorId: input.id,
  kind: z.enum(factorKinds),
  name: z.string(),
  createdAt: input.instant,
  usedAt: input.instant.optional(),
});

export const session = z.strictObject({
  sessionId: z.string(),
  createdAt: input.instant,
  usedAt: input.instant,
  expiresAt: input.instant,
  /** The connected systems that it entered. */
  systems: z.array(
    z.strictObject({ systemId: input.id, name: translatedName, enteredAt: input.instant }),
  ),
  current: z.boolean(),
});

/** What was requested in the person's name, and until when its link works. */
export const pendingChange = z.strictObject({
  changeId: input.linkId,
  what: z.enum(requestedPurposes),
  /** The new address. */
  email: z.string().optional(),
  requestedAt: input.instant,
  expiresAt: input.instant,
});

export const dataRequest = z.strictObject({
  requestId: input.id,
  kind: z.enum(dataRequestKinds),
  note: z.string().optional(),
  filedAt: input.instant,
  dueOn: input.day,
  answeredAt: input.instant.optional(),
  outcome: z.enum(['done', 'declined']).optional(),
  answer: z.string().optional(),
});

/** `cookie: true` returns the refresh token in the `__Host-refresh` cookie, not in the body. */
export const delivery = { cookie: z.boolean().optional() };
