/** Back-Channel Logout 1.0: tells a connected system that a person's session there must end. */
import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { logoutEvent } from '../policy/openid.ts';
import { loadReadable } from '../store/accounts.ts';
import { loadSystem, type System } from '../store/systems.ts';
import { putWork, type Work } from '../store/work.ts';
import { isAdmitted, liveSession } from './may-enter.ts';
import { isLocal, post, type Sent } from './post.ts';
import { readyKeys } from './register-system.ts';
import { signToken } from './tokens.ts';

type Logout = Extract<Work, { kind: 'logout' }>;

/** Retried with growing pauses; nothing waits for it. Two storage requests, three if it fails. */
export async function sendLogout(deps: Deps, logout: Logout, now: string): Promise<void> {
  const { userId, systemId, failures = 0 } = logout;
  const [system, account] = await Promise.all([
    loadSystem(deps.store, systemId),
    loadReadable(deps.store, userId),
  ]);
  const uri = system?.row.backchannelLogoutUri;
  if (!system || !uri) return;
  const session = account?.sessions.find(({ systems = [] }) =>
    systems.some((entry) => entry.systemId === systemId && entry.sid === logout.sid),
  );
  const stands = session && liveSession(deps, account, session.id, now);
  if (stands && isAdmitted(system, stands.account)) return;
  const fields = { logout_token: await logoutToken(deps, system, logout, now) };
  const fault = faultOf(
    await post({
      uri,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      local: isLocal(deps.settings),
      seconds: limit.logoutAnswerSeconds,
    }),
  );
  if (fault === undefined) return;
  const failed = failures + 1;
  deps.log('logout_failed', { systemId, failures: failed, reason: fault });
  if (failed >= limit.logoutTriesMax) return;
  const pause = limit.logoutPauseSecondsMin * limit.logoutPauseFactor ** failures;
  const again = { ...logout, failures: failed };
  await putWork(deps.store, 'signals', again, Math.min(pause, limit.logoutPauseSecondsMax));
}

function faultOf(sent: Sent): string | undefined {
  if ('fault' in sent) return sent.fault;
  return sent.status === 200 || sent.status === 204 ? undefined : `status ${sent.status}`;
}

async function logoutToken(
  { keyring, settings }: Deps,
  { systemId, row }: System,
  { userId, sid }: Logout,
  now: string,
): Promise<string> {
  const algorithm = row.idTokenAlgorithm;
  const keys = await readyKeys({ keyring }, row, now);
  const claims = {
    ...{ aud: systemId, sub: userId, sid, jti: randomUUID() },
    events: { [logoutEvent]: {} },
  };
  const kind = { type: 'logout', algorithm, life: limit.logoutTokenSeconds } as const;
  return signToken(settings, keys, kind, claims, now);
}
