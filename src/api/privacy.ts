/** A person's own data and the privacy notice: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Endpoint } from './endpoint.ts';
import { dataRequest, factor, pendingChange, session, user } from './shapes.ts';

const section = z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) });

/** Without naming another person. */
const doers = ['person', 'service', 'somebody_else'] as const;

const myData = z.strictObject({
  madeAt: input.instant,
  profile: user,
  organizationName: z.string(),
  sessions: z.array(session.omit({ current: true })),
  pendingChanges: z.array(pendingChange),
  secondFactors: z.array(factor),
  acknowledgement: z.strictObject({
    version: z.number().optional(),
    language: input.language.optional(),
    at: input.instant.optional(),
  }),
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
    summary: 'Everything about me: profile, organization, sessions, acknowledgement, events.',
    output: myData,
    status: 200,
    errors: [],
  },
  myDataPage: {
    method: 'GET',
    path: 'api/me/data/page',
    permission: 'account.use',
    summary: 'The same as a page to read and print.',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/html; charset=utf-8',
    fileName: 'my-data.html',
  },
  readErasure: {
    method: 'GET',
    path: 'api/erasures/{userId}',
    permission: 'requests.answer',
    summary: 'A certificate without personal data: when and by which rule somebody was erased.',
    output: z.strictObject({
      userId: input.id,
      erasedAt: input.instant,
      rule: z.string(),
      by: z.enum(doers),
    }),
    status: 200,
    errors: [],
  },
  privacyNotice: {
    method: 'GET',
    path: 'api/privacy-notice',
    permission: 'public',
    summary: 'The privacy notice in force, in one language, with what changed.',
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
    summary: 'Publish what the system does now as the next version of the privacy notice.',
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
    summary: 'The registry description: whose register, what for, which data, how long, where.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({ language: input.language, sections: z.array(section) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;
