/** A person's own data and the privacy notice: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { purgeStates } from '../policy/signals.ts';
import type { Endpoint } from './endpoint.ts';
import { dataRequest, factor, pendingChange, session, translatedName, user } from './shapes.ts';

const section = z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) });

/** Actors, without naming another person. */
const doers = ['person', 'service', 'somebody_else'] as const;

const myData = z.strictObject({
  madeAt: input.instant,
  profile: user,
  organizationName: z.string(),
  /** The id in the system that the person moved in from. */
  externalId: z.string().optional(),
  sessions: z.array(session.omit({ current: true })),
  pendingChanges: z.array(pendingChange),
  secondFactors: z.array(factor),
  acknowledgement: z.strictObject({
    version: z.number().optional(),
    language: input.language.optional(),
    at: input.instant.optional(),
  }),
  /** The connected systems that know me, and since when. */
  systems: z.array(
    z.strictObject({ systemId: input.id, name: translatedName, since: input.instant }),
  ),
  requests: z.array(dataRequest),
  events: z.array(
    z.strictObject({
      at: input.instant,
      kind: z.string(),
      by: z.enum(doers),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const privacyEndpoints = {
  myData: {
    method: 'GET',
    path: 'api/me/data',
    permission: 'account.use',
    summary: 'Read all data about me: profile, organization, sessions, acknowledgement, events.',
    output: myData,
    status: 200,
    errors: [],
  },
  readErasure: {
    method: 'GET',
    path: 'api/erasures/{userId}',
    permission: 'requests.answer',
    summary: 'Read a certificate, without personal data, of when and why somebody was erased.',
    output: z.strictObject({
      userId: input.id,
      erasedAt: input.instant,
      rule: z.string(),
      by: z.enum(doers),
      systems: z
        .array(
          z.strictObject({
            systemId: input.id,
            name: translatedName,
            state: z.enum(purgeStates),
            acknowledgedAt: input.instant.optional(),
          }),
        )
        .describe('The connected systems that knew the person.'),
      complete: z.boolean().describe('No system that can be told has yet to acknowledge it.'),
    }),
    status: 200,
    errors: [],
  },
  privacyNotice: {
    method: 'GET',
    path: 'api/privacy-notice',
    permission: 'public',
    summary: 'Read the current privacy notice in one language, with what changed.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({
      version: z.number(),
      language: input.language,
      publishedAt: input.instant.optional(),
      changeNote: z.string().optional(),
      sections: z.array(section),
    }),
    status: 200,
    errors: [],
  },
  publishPrivacyNotice: {
    method: 'POST',
    path: 'api/privacy-notice',
    permission: 'notices.publish',
    summary: 'Publish a new version of the privacy notice that describes the system as it is now.',
    body: z.strictObject({
      changeNote: input.translated(limit.changeNoteCharactersMax),
      acknowledge: z.boolean(),
    }),
    output: z.strictObject({ version: z.number() }),
    status: 201,
    errors: ['idempotency_key_reused'],
    idempotent: true,
  },
  acknowledgePrivacyNotice: {
    method: 'POST',
    path: 'api/me/privacy-notice',
    permission: 'account.use',
    summary: 'Acknowledge the privacy notice that I have read.',
    body: z.strictObject({ version: z.number().int().min(1), language: input.language }),
    status: 204,
    errors: [],
    beforeNotice: true,
  },
  registryDescription: {
    method: 'GET',
    path: 'api/registry-description',
    permission: 'public',
    summary: 'Read the registry description: controller, purpose, data, retention and storage.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({ language: input.language, sections: z.array(section) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
