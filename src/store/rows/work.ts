/** The rows of imports and of e-mails, between the request and its outcome. */
import { z } from 'zod';
import { importOutcomes } from '../../policy/import-outcomes.ts';
import { lazyObject } from '../../policy/lazy-object.ts';
import { personRow } from './account.ts';
import { instant, role } from './fields.ts';

/** `imports`: importId / `import`. The import of a CSV file. */
export const importRow = lazyObject(() => ({
  organizationId: z.string(),
  actorId: z.string(),
  requestHash: z.string(),
  state: z.enum(['running', 'done']),
  at: instant,
  finishedAt: instant.optional(),
}));
export type ImportRow = z.infer<typeof importRow>;

/** `imports`: importId / `line.NNNN`. Personal data is deleted once there is an outcome. */
export const importLineRow = lazyObject(() => ({
  at: instant,
  outcome: z.enum(importOutcomes).optional(),
  /** A code, or the names of fields. */
  why: z.string().optional(),
  ...personRow.partial().shape,
  role: role.optional(),
}));
export type ImportLineRow = z.infer<typeof importLineRow>;

/** `mails`: day and shard / operation id. An e-mail: claimed, then sent, then its outcome. */
export const mailRow = lazyObject(() => ({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  state: z.enum(['claimed', 'sent', 'succeeded', 'failed', 'skipped']),
  at: instant,
  sentAt: instant.optional(),
  /** When its outcome was last queried and still open. */
  askedAt: instant.optional(),
}));
export type MailRow = z.infer<typeof mailRow>;

/** `mails`: `waiting` / `USER.EVENT.TEMPLATE.ABOUT`. An e-mail not yet accepted for sending. */
export const waitingMailRow = lazyObject(() => ({
  userId: z.string(),
  eventId: z.string(),
  template: z.string(),
  aboutId: z.string().optional(),
  queue: z.enum(['now', 'later']),
  heldAt: instant,
  triedAt: instant.optional(),
  /** How often it failed while others were accepted. */
  ownFailures: z.number().optional(),
}));
export type WaitingMailRow = z.infer<typeof waitingMailRow>;

/** `mails`: `waiting` / `outage`. Present while the mail service accepts nothing. */
export const mailOutageRow = lazyObject(() => ({
  since: instant,
  /** Nothing is sent before this instant. */
  until: instant,
  failures: z.number(),
  /** Whether the last refusal was for lack of quota. */
  busy: z.boolean(),
}));
export type MailOutageRow = z.infer<typeof mailOutageRow>;
