/**
 * Tickets carry a sign-in or a set-up from one request to the next, so that nothing waits in storage.
 * - Sealed (AES-256-GCM) by the keyring for one purpose: nobody else reads, changes or makes one.
 * - Each is unique and ends after minutes; the account remembers which were used until then.
 */

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fromBase64url } from '../policy/base64url.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { laterBy, minuteMs } from '../policy/time.ts';
import type { Keys } from '../store/keyring.ts';
import type { AccountRow } from '../store/rows.ts';

/** Whose it is, and how often they had proven to own the account; a newer proof voids the ticket. */
const person = { userId: z.string(), proofs: z.number().default(0) };

/** What a ticket of each purpose carries, a newer release perhaps more; its life in minutes. */
const purposes = {
  /** The password was right; what was stored of it then, and what is to be stored from now on. */
  second_step: {
    carries: z.object({ ...person, former: z.string(), passwordHash: z.string() }),
    minutes: limit.secondStepMinutes,
  },
  passkey_sign_in: { carries: z.object({}), minutes: limit.secondStepMinutes },
  totp_set_up: {
    carries: z.object({ ...person, factorId: z.string(), secret: z.string() }),
    minutes: limit.factorSetUpMinutes,
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

/** What tells one ticket from another, and when it has ended anyway. */
export type TicketName = { id: string; until: string };

/** @returns what it carries, when it was given, and its name @throws Refusal ticket_invalid */
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
  // The one cast: the schema of the purpose is what types it, which a lookup by name loses.
  return { ...(carries.data as Carried<P>), at, ticket: { id, until } };
}

export function wasUsed({ usedTickets = [] }: AccountRow, { id }: TicketName): boolean {
  return usedTickets.some((used) => used.id === id);
}

/** @returns the field of the account that remembers this ticket, and forgets those that have ended */
export function withUsed({ usedTickets = [] }: AccountRow, ticket: TicketName, now: string) {
  const open = usedTickets.filter(({ until }) => until >= now);
  return { usedTickets: [...open, ticket].slice(-limit.usedTicketsMax) };
}

/** What a passkey signs: the ticket itself, so that its answer belongs to this ticket only. */
export function challengeOf(ticket: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(ticket).digest());
}

function unsealed(keys: Keys, purpose: Purpose, ticket: string): string {
  try {
    const sealed = fromBase64url(ticket)?.toString('base64') ?? '';
    return keys.unseal(sealed, `ticket ${purpose}`);
  } catch {
    // Whatever is wrong with it: cut, changed, for another purpose, or no ticket at all.
    throw new Refusal('ticket_invalid');
  }
}
