/**
 * Authorizes a connected system to sign in the person who asks, or says what the page must do first.
 * With a live session: two storage requests besides reading the account.
 */
import type { Deps } from '../deps.ts';
import { lacksSecondFactor } from '../factors/required.ts';
import { makeTicket, openTicket } from '../factors/ticket.ts';
import type { Language } from '../policy/languages.ts';
import { limit } from '../policy/limits.ts';
import type { Acr } from '../policy/openid.ts';
import { Refusal } from '../policy/problems.ts';
import { laterBy } from '../policy/time.ts';
import { privacyNoticeRequired } from '../privacy/notice-required.ts';
import { type Account, loadAccount, type Session } from '../store/accounts.ts';
import { issueGrant } from '../store/grants.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts';
import { codeHash, newCode } from './code.ts';
import { isAdmitted, liveSession } from './may-enter.ts';

/** What the page must do before the person can go on. */
export type First = 'sign_in' | 'second_factor' | 'privacy_notice';

type Answer =
  | { redirectTo: string }
  | {
      first: First;
      /** To be sent along after signing in again: proof that it happened for this request. */
      ticket?: string;
      system: { fi: string; sv: string; en: string };
      loginHint: string | undefined;
      language: Language | undefined;
    };

type Asked = { request: string; ticket?: string | undefined };

/** For a browser without a session. @throws Refusal unknown_system, redirect_uri_unknown */
export async function beginAuthorization(deps: Deps, text: string, now: string): Promise<Answer> {
  const asked = await readAuthorizationRequest(deps, text, now);
  if ('redirectTo' in asked) return asked;
  if (asked.prompt === 'none')
    return { redirectTo: asked.refuse('login_required', 'nobody is signed in') };
  return signInFirst(deps, asked, '', now);
}

/** @throws Refusal unknown_system, redirect_uri_unknown, not_signed_in, request_in_progress */
export async function authorize(
  deps: Deps,
  { account, sessionId }: { account: Account; sessionId: string },
  { request, ticket }: Asked,
  now: string,
): Promise<Answer> {
  const asked = await readAuthorizationRequest(deps, request, now);
  if ('redirectTo' in asked) return asked;
  const entering = liveSession(deps, account, sessionId, now);
  if (!entering) throw new Refusal('not_signed_in');
  const renewed = await isRenewed(deps, entering.session, ticket, now);
  const isOther = asked.expects !== undefined && asked.expects !== account.userId;
  if (isOther && (renewed || asked.prompt === 'none'))
    return { redirectTo: asked.refuse('login_required', 'somebody else is signed in') };
  const first =
    isOther || (!renewed && isTooWeak(asked, entering, now))
      ? 'sign_in'
      : await stillToDo(deps, account, now);
  if (first && asked.prompt === 'none') return { redirectTo: asked.refuse(...noPage(first)) };
  if (first === 'sign_in') return signInFirst(deps, asked, sessionId, now);
  if (first) return { first, ...shown(asked) };
  if (!isAdmitted(asked.system, account))
    return { redirectTo: asked.refuse('access_denied', "the person's role may not enter") };
  return { redirectTo: asked.respond({ code: await issueCode(deps, asked, entering, now) }) };
}

/** `second_factor` if the sign-in had two steps or a passkey, which equals two. */
export const acrOf = ({ methods = [] }: Session): Acr =>
  methods.includes('mfa') ? 'second_factor' : 'password';

type Entering = { account: Account; session: Session };

function isTooWeak(asked: AuthorizationRequest, { account, session }: Entering, now: string) {
  const ageMs = Date.parse(now) - Date.parse(session.createdAt);
  const isOld = asked.maxAge !== undefined && (asked.maxAge === 0 || ageMs > asked.maxAge * 1_000);
  // Without a second factor, signing in again would not make the session any stronger.
  const canStepUp = account.factors.length > 0 && acrOf(session) === 'password';
  return asked.prompt === 'login' || isOld || (asked.acr === 'second_factor' && canStepUp);
}

async function stillToDo(deps: Deps, account: Account, now: string): Promise<First | undefined> {
  if (lacksSecondFactor(deps.settings, account)) return 'second_factor';
  return (await privacyNoticeRequired(deps, account, now)) === undefined
    ? undefined
    : 'privacy_notice';
}

function noPage(first: First): ['login_required' | 'interaction_required', string] {
  return first === 'sign_in'
    ? ['login_required', 'the person must sign in again']
    : ['interaction_required', 'the person must complete the account first'];
}

const shown = ({ system, loginHint, language }: AuthorizationRequest) => ({
  system: system.row.name,
  loginHint,
  language,
});

/** @param sessionId the session that is not enough; empty if there is none */
async function signInFirst(
  deps: Deps,
  asked: AuthorizationRequest,
  sessionId: string,
  now: string,
): Promise<Answer> {
  const keys = await deps.keyring.load(now);
  const ticket = makeTicket(keys, 'sign_in_again', { sessionId }, now);
  return { first: 'sign_in', ticket, ...shown(asked) };
}

/** @returns whether the session began after the page had asked for a new one */
async function isRenewed(deps: Deps, session: Session, ticket: string | undefined, now: string) {
  if (ticket === undefined) return false;
  try {
    const keys = await deps.keyring.load(now);
    const { at, sessionId } = openTicket(keys, 'sign_in_again', ticket, now);
    return session.id !== sessionId && session.createdAt >= at;
  } catch (error) {
    // An expired ticket is as good as none: the person is asked again.
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Not an event: the session shows which systems it entered, as it shows when it was refreshed. */
async function issueCode(
  deps: Deps,
  { system, redirectUri, scope, nonce, challenge }: AuthorizationRequest,
  loaded: Entering,
  now: string,
): Promise<string> {
  const { systemId } = system;
  const { userId } = loaded.account;
  const code = newCode(await deps.keyring.load(now), userId);
  const expiresAt = laterBy(now, limit.openidCodeSeconds * 1_000);
  const what = { systemId, redirectUri, scope, nonce, challenge, at: now, expiresAt };
  let entering: Entering | undefined = loaded;
  for (let tries = 0; entering && tries < limit.changeTriesMax; tries++) {
    const { account, session } = entering;
    const sessionId = session.id;
    const others = (session.systems ?? []).filter((entry) => entry.systemId !== systemId);
    const entry = { systemId, sid: sessionId, at: now };
    const entered = { ...session, systems: [...others, entry] };
    const grant = { id: codeHash(code), sessionId, ...what };
    if (await issueGrant(deps.store, account, entered, grant, now)) return code;
    const current = await loadAccount(deps.store, userId);
    entering = liveSession(deps, current, sessionId, now);
    if (current && !isAdmitted(system, current)) throw new Refusal('not_allowed');
  }
  throw new Refusal(entering ? 'request_in_progress' : 'not_signed_in', { retryAfterSeconds: 1 });
}
