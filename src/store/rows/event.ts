/** The rows of events, of the journal with the effects still to come, and of the guards. */
import { z } from 'zod';
import { lazyObject } from '../../policy/lazy-object.ts';
import { instant, json } from './fields.ts';

/** What happened to whom; never a name or an address. */
const happening = {
  kind: z.string(),
  at: instant,
  actorId: z.string(),
  organizationId: z.string(),
  data: json(z.record(z.string(), z.unknown())),
};

/** `accounts` or `organizations`: subject / `event.*`, written together with its change. */
export const eventRow = lazyObject(() => ({
  ...happening,
  /** Keyed hash over this event and the one before it. */
  mac: z.string(),
  number: z.number(),
  /** A change that repair has ruled out: occupies the event's key so that it cannot happen late. */
  void: z.boolean().optional(),
}));
export type EventRow = z.infer<typeof eventRow>;

const mailEffect = lazyObject(() => ({
  template: z.string(),
  queue: z.enum(['now', 'later']),
  /** `administrators`, or an organization's id for its primary users; absent: the person. */
  to: z.string().optional(),
  /** Another person, who is notified about this one. */
  recipientId: z.string().optional(),
}));

/** The repeatable effects of a change; see store/effects.ts. */
export const effects = lazyObject(() => ({
  project: z.boolean().optional(),
  mails: z.array(mailEffect).optional(),
  loginAdded: z.string().optional(),
  loginRemoved: z.string().optional(),
  leftOrganizationId: z.string().optional(),
  /** The organization whose list of offers may have changed. */
  offersOf: z.string().optional(),
  /** The connected systems that must end their sessions, and under which id each knows it. */
  logouts: z.array(z.object({ systemId: z.string(), sid: z.string() })).optional(),
  /** The connected systems to be told of the event. */
  signals: z.array(z.string()).optional(),
  /** The rows of the search index (partition and row key) that the person no longer has. */
  unsearched: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** The guards at which the change holds a claim, see store/guards.ts. */
  guards: z.array(z.string()).optional(),
}));
export type Effects = z.infer<typeof effects>;

/** As a newer release may have written them: possibly more than this one can carry out. */
const storedEffects = () =>
  z.looseObject({
    ...effects.shape,
    mails: z.array(z.looseObject(mailEffect.shape)).optional(),
  });

/** `journalYYYYMM`: time bucket / event. The service-wide log and the write-ahead record. */
export const journalRow = lazyObject(() => ({
  ...happening,
  eventId: z.string(),
  /** `user`, `organization` or `notice`; the log also shows the kinds of a newer release. */
  subjectKind: z.string(),
  subjectId: z.string(),
  /** `pending`, `done` or `void`. */
  state: z.string(),
  effects: json(storedEffects()).optional(),
}));
export type JournalRow = z.infer<typeof journalRow>;

/**
 * `logins`: `guard.` and `administrators` or an organization's id / `claims`. The changes in
 * progress under a rule that spans several people; deleted when they end. See store/guards.ts.
 */
export const guardRow = lazyObject(() => ({
  claims: json(
    z.array(
      z.object({
        subjectKind: z.enum(['user', 'organization']),
        subjectId: z.string(),
        eventId: z.string(),
        at: instant,
      }),
    ),
  ),
}));
export type GuardRow = z.infer<typeof guardRow>;
