/** Connected systems, which sign people in here: the endpoints of the administration. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { authenticationMethods, signingAlgorithms } from '../policy/openid.ts';
import { signalDeliveries } from '../policy/signals.ts';
import { registration, settingsChange, signalSettings } from '../policy/system-input.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing, translatedName } from './shapes.ts';

const system = z.strictObject({
  /** The `client_id`. */
  systemId: input.id,
  name: translatedName,
  redirectUris: z.array(z.string()),
  postLogoutRedirectUris: z.array(z.string()),
  backchannelLogoutUri: z.string().optional(),
  authentication: z.enum(authenticationMethods),
  pkceRequired: z.boolean(),
  idTokenAlgorithm: z.enum(signingAlgorithms),
  roles: z.array(z.string()),
  groupsClaim: z.string(),
  keys: z.array(z.record(z.string(), z.unknown())),
  secrets: z.array(z.strictObject({ secretId: input.id, createdAt: input.instant })),
  /** How it is told of changes; absent: it is not told. Its authorization header is never shown. */
  signals: z
    .strictObject({
      delivery: z.enum(signalDeliveries),
      endpoint: z.string().optional(),
      authorized: z.boolean(),
    })
    .optional(),
  createdAt: input.instant,
  disabledAt: input.instant.optional(),
  /** The day on which somebody last entered it. */
  lastUsedOn: input.day.optional(),
  etag: z.string(),
});

/** The `client_secret`, shown only this once. */
const secret = z.string();

const permission = 'systems.manage';
const one = 'api/systems/{systemId}';

export const systemsEndpoints = {
  listSystems: {
    method: 'GET',
    path: 'api/systems',
    permission,
    summary: 'List the connected systems.',
    output: z.strictObject({ items: z.array(system) }),
    status: 200,
    errors: [],
  },
  readSystem: {
    method: 'GET',
    path: one,
    permission,
    summary: 'Read a connected system.',
    output: system,
    status: 200,
    errors: [],
  },
  registerSystem: {
    method: 'POST',
    path: 'api/systems',
    permission,
    summary:
      'Connect a system that signs people in here; its secret is shown only in this response.',
    body: registration,
    output: system.extend({ secret: secret.optional() }),
    status: 201,
    errors: ['idempotency_key_reused', 'too_many_systems'],
    idempotent: true,
  },
  changeSystem: {
    method: 'PATCH',
    path: one,
    permission,
    summary: 'Change what is registered about a connected system.',
    body: settingsChange,
    output: system,
    status: 200,
    errors: [],
    ifMatch: true,
  },
  addSystemSecret: {
    method: 'POST',
    path: `${one}/secrets`,
    permission,
    summary: 'Get a new secret, valid beside the old one; it is shown only in this response.',
    body: nothing,
    output: system.extend({ secret }),
    status: 201,
    errors: ['no_secret_used', 'too_many_secrets'],
    ifMatch: true,
  },
  removeSystemSecret: {
    method: 'DELETE',
    path: `${one}/secrets/{secretId}`,
    permission,
    summary: 'Remove one of the secrets of a connected system.',
    output: system,
    status: 200,
    errors: [],
    ifMatch: true,
  },
  disableSystem: {
    method: 'POST',
    path: `${one}/disable`,
    permission,
    summary: 'Stop signing people in to a system; ends their sessions there.',
    body: nothing,
    output: system,
    status: 200,
    errors: ['system_disabled'],
    ifMatch: true,
  },
  enableSystem: {
    method: 'POST',
    path: `${one}/enable`,
    permission,
    summary: 'Sign people in to a disabled system again.',
    body: nothing,
    output: system,
    status: 200,
    errors: ['system_enabled'],
    ifMatch: true,
  },
  changeSignals: {
    method: 'PATCH',
    path: `${one}/signals`,
    permission,
    summary: 'Choose how a system is told what happens to the people who have entered it.',
    body: signalSettings,
    output: system,
    status: 200,
    errors: [],
    ifMatch: true,
  },
  listSignals: {
    method: 'GET',
    path: `${one}/signals`,
    permission,
    summary: 'List the people about whom a system has yet to be told something, or could not be.',
    query: z.strictObject({ next: input.cursor.optional() }),
    output: z.strictObject({
      outage: z
        .strictObject({
          since: input.instant,
          failures: z.number(),
          until: input.instant.optional().describe('Until then the system is left alone.'),
        })
        .optional(),
      items: z.array(
        z.strictObject({
          userId: input.id,
          since: input.instant,
          failures: z.number(),
          reason: z.string().optional(),
          failedAt: input.instant.optional().describe('When the service gave up.'),
        }),
      ),
      next: input.cursor.optional(),
    }),
    status: 200,
    errors: [],
  },
  resendSignals: {
    method: 'POST',
    path: `${one}/signals/resend`,
    permission,
    summary: 'Tell a system again: what waits or failed, or everything since an instant.',
    body: z.strictObject({ from: input.from.optional() }),
    status: 202,
    errors: ['signals_off'],
  },
} as const satisfies Record<string, Endpoint>;
