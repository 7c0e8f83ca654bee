/**
 * Tickets carry a sign-in or set-up from one request to the next; storage holds no pending state.
 * - Sealed (AES-256-GCM) by the keyring for one purpose: nobody else can read, alter or forge one.
 * - Each is unique and expires within minutes; the account records the used ones until then.
 */

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fromBase64url } from '../policy/base64url.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { laterBy, minuteMs } from '../policy/time.ts';
import type { Keys } from '../store/keyring.ts';
import type { AccountRow } from '../store/rows/account.ts';

/** The owner, and how often they had proven ownership; a newer proof voids the ticket. */
const person = { userId: z.string(), proofs: z.number().default(0) };

/** What a ticket of each purpose carries (newer releases may add to it); its life in minutes. */
const purposes = {
  /** The password was correct: the hash stored then, and the hash to store from now on. */
  second_step: {
    carries: z.object({ ...person, former: z.string(), passwordHash: z.string() }),
    minutes: limit.secondStepMinutes,
  },
  passkey_sign_in: { carries: z.object({}), minutes: limit.secondStepMinutes },
  totp_set_up: {
    carries: z.object({ ...person, factorId: z.string(), secret: z.string() }),
    minutes: limit.factorSetUpMinutes,
  },
  /** A connected system asks for a new sign-in: the session that was not enough; empty if none. */
  sign_in_again: {
    carries: z.object({ sessionId: z.string() }),
    minutes: limit.signInAgainMinutes,
  },
  passkey_set_up: {
    carries: z.object({ ...person, factorId: z.string() }),
    minutes: limit.factorSetUpMinutes,
  },
} as const;

type Purpose = keyof typeof purposes;
type Carried<P extends Purpose> = z.output<(typeof purposes)[P]['carries']>;

const wrapping = z.object({ id: z.string(), at: z.iso.datetime(), carried: z.unknown() });

export const ticketSeconds = (purpose: Purpose): number => purposes[purpose].minutes * 60;

export function makeTicket<P extends Purpose>(
  keys: Keys,
  purpose: P,
  carried: Carried<P>,
  now: string,
): string {
  const text = JSON.stringify({ id: randomUUID(), at: now, carried });
  return Buffer.from(keys.seal(text, `ticket ${purpose}`), 'base64').toString('base64url');
}

/** Identifies a ticket, with the instant at which it expires. */
export type TicketName = { id: string; until: string };

/** @returns its contents, time of issue and name @throws Refusal ticket_invalid */
export function openTicket<P extends Purpose>(
  keys: Keys,
  purpose: P,
  ticket: string,
  now: string,
): Carried<P> & { at: string; ticket: TicketName } {
  const opened = wrapping.safeParse(JSON.parse(unsealed(keys, purpose, ticket))).data;
  const carries = purposes[purpose].carries.safeParse(opened?.carried);
  if (!opened || !carries.success) throw new Refusal('ticket_invalid');
  const { id, at } = opened;
  const until = laterBy(at, purposes[purpose].minutes * minuteMs);
  if (now > until) throw new Refusal('ticket_invalid');
  // The only cast: the purpose's schema determines the type, which a lookup by name loses.
  return { ...(carries.data as Carried<P>), at, ticket: { id, until } };
}

export function wasUsed({ usedTickets = [] }: AccountRow, { id }: TicketName): boolean {
  return usedTickets.some((used) => used.id === id);
}

/** @returns the account's field that records this ticket as used and drops the expired ones */
export function withUsed({ usedTickets = [] }: AccountRow, ticket: TicketName, now: string) {
  const open = usedTickets.filter(({ until }) => until >= now);
  return { usedTickets: [...open, ticket].slice(-limit.usedTicketsMax) };
}

/** The challenge that a passkey signs: derived from the ticket, so the response fits no other. */
export function challengeOf(ticket: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(ticket).digest());
}

function unsealed(keys: Keys, purpose: Purpose, ticket: string): string {
  try {
    const sealed = fromBase64url(ticket)?.toString('base64') ?? '';
    return keys.unseal(sealed, `ticket ${purpose}`);
  } catch {
    // Whatever the fault: truncated, altered, issued for another purpose, or not a ticket at all.
    throw new Refusal('ticket_invalid');
  }
}
