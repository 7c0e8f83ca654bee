/** The manual's own sessions, in memory: the browser holds only a random name of one. */
import { randomUUID } from 'node:crypto';
import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { roles } from '../../policy/roles.ts';
import type { LocalRequest } from '../read-request.ts';

/** What userinfo says; the ID token names nobody. */
export const person = z.object({ name: z.string(), org_name: z.string(), role: z.enum(roles) });
export type Person = z.output<typeof person>;

/** `begun` binds the service's response to the browser that asked (RFC 9700, 2.1). */
type Session = {
  begun?: { expectedState: string; expectedNonce: string; pkceCodeVerifier: string };
  entered?: { person: Person; sid: unknown; idToken: string };
};

export type Manual = { config: Configuration; home: string; sessions: Map<string, Session> };

export const nameIn = ({ headers }: LocalRequest): string =>
  /(?:^|; )manual=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

/** Names each session anew, so that nobody can prepare one for somebody else. */
export function start({ sessions }: Manual, session: Session): { 'set-cookie': string } {
  const name = randomUUID();
  sessions.set(name, session);
  // Over https, add Secure. Strict would lose it on the way back from the service.
  return { 'set-cookie': `manual=${name}; Path=/; HttpOnly; SameSite=Lax` };
}
