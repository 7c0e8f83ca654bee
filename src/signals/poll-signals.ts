/**
 * Lets a connected system fetch its Security Event Tokens (RFC 8936): the oldest unacknowledged one of
 * each person, so that each person's stay in order.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Deps, nowOf } from '../deps.ts';
import { authenticateSystem } from '../openid/authenticate-system.ts';
import { limit } from '../policy/limits.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import { laterBy } from '../policy/time.ts';
import { inParallel } from '../store/in-parallel.ts';
import { eventsAfter, type Known, loadKnown, putKnown } from '../store/known-systems.ts';
import { receivedSignals, type System } from '../store/systems.ts';
import {
  fileWaiting,
  loadWaiting,
  putWaiting,
  readWaiting,
  removeWaiting,
  type WaitingSignal,
} from '../store/waiting-signals.ts';
import { pendingSignals, type Signal } from './pending-signals.ts';
import { securityEventToken } from './security-event-token.ts';
import { told } from './send-signals.ts';
import { isGivenUp, pauseAfter, refusalCodes } from './tell-system.ts';

export type Poll = {
  ack?: readonly string[] | undefined;
  setErrs?: Readonly<Record<string, { err: string }>> | undefined;
  maxEvents?: number | undefined;
  returnImmediately?: boolean | undefined;
};

const atOnceMax = 8;

/**
 * Two storage requests each time it looks, up to six for each token that is acknowledged or refused, and
 * two for each that is returned.
 * @throws ProtocolError invalid_request, invalid_client
 */
export async function pollSignals(
  deps: Deps,
  authorization: string | undefined,
  { ack = [], setErrs = {}, maxEvents = limit.signalPollMax, returnImmediately = false }: Poll,
  now: string,
) {
  let system = await pollingSystem(deps, authorization, now);
  const { systemId } = system;
  await inParallel(ack, atOnceMax, (jti) => acknowledge(deps, systemId, jti, now));
  await inParallel(Object.entries(setErrs), atOnceMax, ([jti, { err }]) =>
    refuse(deps, systemId, jti, err, now),
  );
  const until = performance.now() + limit.signalPollWaitSeconds * 1_000;
  const count = Math.min(maxEvents, limit.signalPollMax);
  for (;;) {
    const found = await collect(deps, system, count, nowOf(deps));
    const isFound = Object.keys(found.sets).length > 0 || maxEvents === 0;
    if (isFound || returnImmediately || performance.now() >= until) return found;
    await wait(limit.signalPollPauseSeconds * 1_000);
    // It may have been disabled meanwhile.
    system = await pollingSystem(deps, authorization, now);
  }
}

async function pollingSystem(deps: Deps, authorization: string | undefined, now: string) {
  const system = await authenticateSystem(deps, credentialsIn(authorization), now);
  if (receivedSignals(system) === 'poll') return system;
  throw new ProtocolError('invalid_request', 'the system is not registered to poll');
}

/** Id and secret, or for `private_key_jwt` the signed assertion as a bearer token. */
function credentialsIn(authorization: string | undefined) {
  if (authorization === undefined) throw new ProtocolError('invalid_client');
  const assertion = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (assertion === undefined) return { authorization };
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return {
    ...{ authorization: undefined, client_assertion: assertion },
    client_assertion_type: type,
  };
}

async function collect(deps: Deps, system: System, count: number, now: string) {
  const { systemId } = system;
  const sets: Record<string, string> = {};
  let next: string | undefined;
  let more = false;
  do {
    const page = await readWaiting(deps.store, systemId, { next });
    const due = page.waiting.filter(({ row }) => (row.notBefore ?? '') <= now);
    const open = due.slice(0, count - Object.keys(sets).length);
    await inParallel(open, atOnceMax, async (person) => {
      const signal = await oldest(deps, person);
      if (signal) sets[signal.jti] = await securityEventToken(deps, system, signal, now);
    });
    more = open.length < due.length || page.next !== undefined;
    next = page.next;
  } while (next && Object.keys(sets).length < count);
  return { sets, ...(more && { moreAvailable: true as const }) };
}

/** @returns the person's oldest signal; with none left, the person is no longer filed */
async function oldest(deps: Deps, { systemId, userId }: WaitingSignal) {
  const found = await openSignals(deps, { systemId, userId });
  const [first] = found?.pending ?? [];
  return first ?? (await takeOffFile(deps, { systemId, userId }));
}

/** A signal may have come meanwhile, whose message found the person still filed. */
async function takeOffFile(deps: Deps, id: Id): Promise<Signal | undefined> {
  await removeWaiting(deps.store, id);
  const [first] = (await openSignals(deps, id))?.pending ?? [];
  if (first) await fileWaiting(deps.store, id, first.at);
  return first;
}

type Id = Pick<WaitingSignal, 'systemId' | 'userId'>;

type Found = { known: Known; pending: Signal[] };

async function openSignals({ store }: Deps, id: Id): Promise<Found | undefined> {
  const known = await loadKnown(store, id);
  if (!known || known.row.purgedAt) return undefined;
  const events = await eventsAfter(store, id.userId, known.row.told);
  return { known, pending: pendingSignals(events, id, known.row) };
}

/** Only the oldest signal of a person can be meant; another one was acknowledged before. */
async function acknowledge(deps: Deps, systemId: string, jti: string, now: string): Promise<void> {
  const id = { systemId, userId: personIn(jti) };
  if (id.userId === '') return;
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const found = await openSignals(deps, id);
    const [first] = found?.pending ?? [];
    if (!found || first?.jti !== jti) return;
    if (!(await putKnown(deps.store, found.known, told(found.known, first, now)))) continue;
    // What failed before concerned this one.
    if (found.pending.length === 1) await takeOffFile(deps, id);
    else await putWaiting(deps.store, id, { since: first.at, failures: 0 });
    return;
  }
  throw new ProtocolError('temporarily_unavailable');
}

/** The system could not use the token: it gets it again later, and only codes are kept. */
async function refuse(deps: Deps, systemId: string, jti: string, err: string, now: string) {
  const id = { systemId, userId: personIn(jti) };
  if (id.userId === '') return;
  const [row, found] = await Promise.all([loadWaiting(deps.store, id), openSignals(deps, id)]);
  // Another token of the person was acknowledged before, or is still to come.
  if (!row || found?.pending[0]?.jti !== jti) return;
  const failures = row.failures + 1;
  const reason = refusalCodes.find((code) => code === err) ?? 'refused';
  deps.log('signal_failed', { systemId, failures, reason });
  const over = isGivenUp(row.since, now);
  if (over && !row.failedAt) deps.log('signal_given_up', { systemId, userId: id.userId, reason });
  const notBefore = laterBy(now, pauseAfter(failures) * 1_000);
  const failedAt = row.failedAt ?? (over ? now : undefined);
  await putWaiting(deps.store, id, { ...row, failures, reason, notBefore, failedAt });
}

const personIn = (jti: string): string =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9A-Z]{26}\.\d{1,3}$/.exec(jti)?.[1] ?? '';
