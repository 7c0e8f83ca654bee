/** One push of one Security Event Token (RFC 8935), and what its failure says about the system. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { isLocal, post, timedOut } from '../openid/post.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { putOutage, type System, type UsedSystem } from '../store/systems.ts';
import { sealedFor } from './delivery.ts';
import type { Signal } from './pending-signals.ts';
import { securityEventToken } from './security-event-token.ts';

/** `everybody`: whatever it is told now would fail too. */
export type Failure = { reason: string; concerns: 'person' | 'everybody' };

/** As it is now, and the tries to tell it that failed. */
export type ToldSystem = System & Pick<UsedSystem, 'outage'>;

/** @returns undefined once the system has acknowledged the token */
export async function tellSystem(
  deps: Deps,
  system: ToldSystem,
  signal: Signal,
  now: string,
): Promise<Failure | undefined> {
  const { endpoint = '', sealed } = system.row.signals ?? {};
  const keys = await deps.keyring.load(now);
  const sent = await post({
    uri: endpoint,
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      ...(sealed && { authorization: keys.unseal(sealed, sealedFor(system.systemId)) }),
    },
    body: await securityEventToken(deps, system, signal, now),
    local: isLocal(deps.settings),
    seconds: limit.signalAnswerSeconds,
  });
  if ('fault' in sent) return { reason: sent.fault, concerns: 'everybody' };
  const { status, body } = sent;
  if (status === 200 || status === 202 || status === 204) return undefined;
  if (status !== 400) return { reason: `status ${status}`, concerns: 'everybody' };
  return { reason: refusalIn(body), concerns: 'person' };
}

/** The codes of RFC 8935, 2.4; whatever else a system writes is not repeated anywhere. */
export const refusalCodes = [
  'invalid_request',
  'invalid_key',
  'invalid_issuer',
  'invalid_audience',
  'authentication_failed',
  'access_denied',
] as const;
const refusal = z.object({ err: z.enum(refusalCodes) });

function refusalIn(body: string): string {
  try {
    return refusal.safeParse(JSON.parse(body)).data?.err ?? 'status 400';
  } catch {
    return 'status 400';
  }
}

/** After several failures in a row the system is left alone for a while, and costs nobody time. */
export async function noteOutcome(
  deps: Deps,
  { systemId, outage }: ToldSystem,
  failure: Failure | undefined,
  now: string,
): Promise<void> {
  if (failure?.concerns === 'person') return;
  if (!failure) return outage && putOutage(deps, systemId, undefined);
  // A try that takes all of its time is as costly as several that fail at once.
  const least = failure.reason === timedOut ? limit.signalOutageFailures : 1;
  const failures = Math.max((outage?.failures ?? 0) + 1, least);
  const excess = failures - limit.signalOutageFailures;
  const seconds = Math.min(
    limit.signalOutageSecondsMin * 2 ** Math.min(excess, maxDoublings),
    limit.signalOutageSecondsMax,
  );
  const until = excess < 0 ? undefined : laterBy(now, seconds * 1_000);
  await putOutage(deps, systemId, { failures, since: outage?.since ?? now, until });
}

/** Beyond this, every pause is the longest. */
const maxDoublings = 20;

/** @param failures so far, at least one @returns seconds until the next try */
export function pauseAfter(failures: number): number {
  const pause = limit.signalPauseSecondsMin * 2 ** Math.min(failures - 1, maxDoublings);
  return Math.min(pause, limit.signalPauseSecondsMax);
}

/** @returns whether the service no longer tries */
export const isGivenUp = (since: string, now: string): boolean =>
  laterBy(since, limit.signalDays * dayMs) <= now;
