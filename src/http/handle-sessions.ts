/** Sessions and passwords: from the request to the operation and back. */
import {
  endOwnSession,
  endOwnSessions,
  endSession,
  endSessionsOf,
} from '../sessions/end-sessions.ts';
import { signIn } from '../sessions/login.ts';
import { assertOwnPassword, changePassword, resetPassword } from '../sessions/recover.ts';
import { refresh } from '../sessions/refresh.ts';
import { forgotPassword } from '../sessions/request-reset.ts';
import { isAlive } from '../sessions/session.ts';
import { sessionViews } from '../sessions/session-view.ts';
import type { Handlers } from './context.ts';
import { endFormer } from './end-former.ts';
import { actionOn } from './on-account.ts';
import { tokensFor } from './tokens.ts';

export const sessionHandlers = {
  async signIn(context) {
    const { body, deps, source, now } = context;
    const { account, session } = await signIn(deps, { ...body, source }, now);
    await endFormer(context, session.id);
    return tokensFor(context, account, session, body.cookie === true);
  },
  async refresh(context) {
    const { body, deps, now, refreshCookie, idempotencyKey } = context;
    const fromCookie = body.refreshToken === undefined && refreshCookie !== undefined;
    const token = body.refreshToken ?? refreshCookie;
    const { account, session } = await refresh(deps, token, idempotencyKey, now);
    return tokensFor(context, account, session, fromCookie);
  },
  async signOut({ deps, caller, now, setRefreshCookie }) {
    const { account, sessionId } = caller();
    await endSession(deps, account, { sessionId, kind: 'signed_out' }, now);
    setRefreshCookie(null);
  },
  async listSessions({ deps, caller, now }) {
    const { account, sessionId: own } = caller();
    const alive = account.sessions.filter((session) => isAlive(session, now));
    const views = await sessionViews(deps, alive, now);
    return { items: views.map((view) => ({ ...view, current: view.sessionId === own })) };
  },
  async endSession({ deps, body, caller, params, source, now }) {
    const { account } = caller();
    await assertOwnPassword(deps, account, body.currentPassword, source, now);
    await endOwnSession(deps, account, params['sessionId'] ?? '', now);
  },
  async endSessions({ deps, body, caller, source, now, setRefreshCookie }) {
    const { account } = caller();
    await assertOwnPassword(deps, account, body.currentPassword, source, now);
    await endOwnSessions(deps, account, now);
    setRefreshCookie(null);
  },
  endUserSessions: (context) =>
    endSessionsOf(context.deps, actionOn(context, context.user()), context.now),
  forgotPassword: ({ deps, body, source, now }) => forgotPassword(deps, { ...body, source }, now),
  resetPassword: ({ deps, body, source, now }) => resetPassword(deps, { ...body, source }, now),
  async changePassword({ deps, body, caller, source, now }) {
    const { account, sessionId } = caller();
    await changePassword(deps, { loaded: account, sessionId, source, ...body }, now);
  },
} satisfies Partial<Handlers>;
