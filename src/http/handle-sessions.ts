/** Sessions and passwords: from the request to the operation and back. */
import { Refusal } from '../policy/problems.ts';
import { signIn } from '../sessions/login.ts';
import { changePassword, resetPassword } from '../sessions/recover.ts';
import { endAllSessions, endSessions, refresh } from '../sessions/refresh.ts';
import { forgotPassword } from '../sessions/request-reset.ts';
import { isAlive } from '../sessions/session.ts';
import type { Handlers } from './context.ts';
import { endFormer } from './end-former.ts';
import { tokensFor } from './tokens.ts';

export const sessionHandlers = {
  async signIn(context) {
    const { body, deps, source, now } = context;
    const { account, session } = await signIn(deps, { ...body, source }, now);
    await endFormer(context);
    return tokensFor(context, account, session, body.cookie === true);
  },
  async refresh(context) {
    const { body, deps, now, refreshCookie } = context;
    const fromCookie = body.refreshToken === undefined && refreshCookie !== undefined;
    const { account, session } = await refresh(deps, body.refreshToken ?? refreshCookie, now);
    return tokensFor(context, account, session, fromCookie);
  },
  async signOut({ deps, caller, now, setRefreshCookie }) {
    const { account, sessionId } = caller();
    await endSessions(deps, account, 'signed_out', (id) => id === sessionId, now);
    setRefreshCookie(null);
  },
  async listSessions({ caller, now }) {
    const { account, sessionId } = caller();
    const items = account.sessions
      .filter((session) => isAlive(session, now))
      .map(({ id, createdAt, usedAt, expiresAt }) => ({
        sessionId: id,
        createdAt,
        usedAt,
        expiresAt,
        current: id === sessionId,
      }));
    return { items };
  },
  async endSession({ deps, caller, params, now }) {
    const ends = (id: string) => id === params['sessionId'];
    const ended = await endSessions(deps, caller().account, 'session_ended', ends, now);
    if (!ended) throw new Refusal('not_found');
  },
  async endSessions({ deps, caller, now, setRefreshCookie }) {
    await endAllSessions(deps, caller().account, now);
    setRefreshCookie(null);
  },
  forgotPassword: ({ deps, body, source, now }) => forgotPassword(deps, { ...body, source }, now),
  resetPassword: ({ deps, body, source, now }) => resetPassword(deps, { ...body, source }, now),
  async changePassword({ deps, body, caller, source, now }) {
    const { account, sessionId } = caller();
    await changePassword(deps, { loaded: account, sessionId, source, ...body }, now);
  },
} satisfies Partial<Handlers>;
