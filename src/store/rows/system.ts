/** The rows of connected systems, and of what they still have to be told. */
import { z } from 'zod';
import { lazyObject } from '../../policy/lazy-object.ts';
import { authenticationMethods, signingAlgorithms } from '../../policy/openid.ts';
import { signalDeliveries } from '../../policy/signals.ts';
import { chain, instant, json, translated } from './fields.ts';

/** `systems`: `systems` / `system.ID`. A system that signs people in here; its secrets are derived. */
export const systemRow = lazyObject(() => ({
  name: translated(),
  redirectUris: json(z.array(z.string())),
  postLogoutRedirectUris: json(z.array(z.string())),
  backchannelLogoutUri: z.string().optional(),
  authentication: z.enum(authenticationMethods),
  pkceRequired: z.boolean(),
  idTokenAlgorithm: z.enum(signingAlgorithms),
  /** The roles that may enter. */
  roles: json(z.array(z.string())),
  groupsClaim: z.string(),
  /** Public keys (JWK) for `private_key_jwt`. */
  keys: json(z.array(z.record(z.string(), z.unknown()))),
  secrets: json(z.array(z.object({ id: z.string(), createdAt: instant }))),
  /** How it is told of changes, and its authorization header, sealed; absent: it is not told. */
  signals: json(
    z.object({
      delivery: z.enum(signalDeliveries),
      endpoint: z.string().optional(),
      sealed: z.string().optional(),
    }),
  ).optional(),
  createdAt: instant,
  disabledAt: instant.optional(),
  revision: z.number(),
  requestHash: z.string(),
  ...chain,
}));
export type SystemRow = z.infer<typeof systemRow>;

/** `systems`: `systems` / `systemUse.ID`. The day on which somebody last entered the system. */
export const systemUseRow = lazyObject(() => ({ usedOn: z.string() }));

/** `systems`: `systems` / `systemOutage.ID`. Tries in a row that failed, whatever they were about. */
export const systemOutageRow = lazyObject(() => ({
  failures: z.number(),
  since: instant,
  /** Nothing is sent before this instant. */
  until: instant.optional(),
}));
export type SystemOutageRow = z.infer<typeof systemOutageRow>;

/** `signals`: systemId / userId. A person of whom the system has not yet been told everything. */
export const waitingSignalRow = lazyObject(() => ({
  since: instant,
  failures: z.number(),
  /** A code; never what the system wrote. */
  reason: z.string().optional(),
  /** A system that polls gets nothing about this person before this instant. */
  notBefore: instant.optional(),
  /** When the service gave up. */
  failedAt: instant.optional(),
}));
export type WaitingSignalRow = z.infer<typeof waitingSignalRow>;
