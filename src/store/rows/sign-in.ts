/** The rows with which a person signs in: addresses, sessions, links, second factors, grants. */
import { z } from 'zod';
import { factorKinds } from '../../policy/factor-kinds.ts';
import { lazyObject } from '../../policy/lazy-object.ts';
import { instant, json } from './fields.ts';

/** `accounts`: userId / `account.session.ID`. Holds no secret, see sessions/refresh-token.ts. */
export const sessionRow = lazyObject(() => ({
  generation: z.number(),
  createdAt: instant,
  usedAt: instant,
  expiresAt: instant,
  /** Id of the latest refresh: a retry after a lost response recognizes its own success. */
  refreshId: z.string().optional(),
  /** How the person proved their identity (RFC 8176); absent in sessions of an earlier release. */
  methods: json(z.array(z.string())).optional(),
  /** The connected systems entered, under which id each knows this session, and when it last did. */
  systems: json(
    z.array(z.object({ systemId: z.string(), sid: z.string(), at: instant })),
  ).optional(),
}));
export type SessionRow = z.infer<typeof sessionRow>;

/**
 * `accounts`: userId / `account.grant.HASH`, the hash of an authorization code. First the code, then
 * the access token it was exchanged for; deleted with its session.
 */
export const grantRow = lazyObject(() => ({
  systemId: z.string(),
  sessionId: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
  nonce: z.string().optional(),
  /** PKCE's S256 challenge. */
  challenge: z.string().optional(),
  at: instant,
  expiresAt: instant,
  /** Id of the redemption: a retry after a lost response recognizes its own success. */
  redemption: z.string().optional(),
}));
export type GrantRow = z.infer<typeof grantRow>;

/**
 * `accounts`: userId / `account.system.ID`. A connected system that knows the person, and how far it has
 * been told; what remains after erasure is the acknowledgement that the certificate names.
 */
export const knownSystemRow = lazyObject(() => ({
  /** When the person first entered it; absent once it has acknowledged the erasure. */
  since: instant.optional(),
  /** The number of the latest event of which it knows, and how many signals of the next one. */
  told: z.number(),
  part: z.number().optional(),
  /** Until when one process has the right to send, so that signals stay in order. */
  busyUntil: instant.optional(),
  /** Tries since the last success: only the message with the same number may try again. */
  failures: z.number().optional(),
  /** When it acknowledged the person's erasure. */
  purgedAt: instant.optional(),
}));
export type KnownSystemRow = z.infer<typeof knownSystemRow>;

/** `accounts`: userId / `account.link.PURPOSE.ID`. Only a hash of the secret. */
export const linkRow = lazyObject(() => ({
  hash: z.string(),
  createdAt: instant,
  expiresAt: instant,
  /** The new address, while a change of address waits for its confirmation. */
  email: z.string().optional(),
}));
export type LinkRow = z.infer<typeof linkRow>;

/** `accounts`: userId / `account.factor.ID`. A second factor of the person. */
export const factorRow = lazyObject(() => ({
  /** `other`: a kind that only a newer release can check. It counts as a factor all the same. */
  kind: z.enum([...factorKinds, 'other']).catch('other'),
  /** In the person's own words. */
  name: z.string(),
  createdAt: instant,
  usedAt: instant.optional(),
  /** The secret of an authenticator app, sealed with the keyring. */
  sealed: z.string().optional(),
  /** The latest time step of an app whose code was accepted: no code is accepted twice. */
  step: z.number().optional(),
  /** A passkey: id and public key (base64url), and its signature counter. */
  credentialId: z.string().optional(),
  publicKey: z.string().optional(),
  counter: z.number().optional(),
  transports: json(z.array(z.string())).optional(),
  /** When the latest accepted ticket was issued: no passkey response is accepted twice. */
  ticketAt: instant.optional(),
}));
export type FactorRow = z.infer<typeof factorRow>;

/** `accounts`: userId / `account.recovery`. Codes are derived from the keyring; none is stored. */
export const recoveryRow = lazyObject(() => ({
  createdAt: instant,
  setId: z.string(),
  /** The numbers of the used codes. */
  used: json(z.array(z.number())),
}));
export type RecoveryRow = z.infer<typeof recoveryRow>;

/**
 * `accounts`: userId / `account.legacyHash`. The password hash of the system that the person moved
 * in from, sealed with the keyring, until the account has a password of its own.
 */
export const legacyHashRow = lazyObject(() => ({ sealed: z.string(), until: instant }));
export type LegacyHashRow = z.infer<typeof legacyHashRow>;

/** `logins`: HMAC(e-mail) / `login`. Inserting it makes an address unique. */
export const loginRow = lazyObject(() => ({
  userId: z.string(),
  /** The last change that reserved it; absent in rows of earlier releases and after a restore. */
  eventId: z.string().optional(),
  /** Changes of the same person that reserved it before, and may still be under way. */
  earlier: json(z.array(z.string())).optional(),
}));
export type LoginRow = z.infer<typeof loginRow>;
