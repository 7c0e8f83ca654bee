/** The session, shared by all windows; the access token is kept in memory only. */
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Output } from '../api.ts';
import { type Alone, createClient, ProblemError, withRenewalKey } from '../client/client.ts';
import { type Permission, scopeOf } from '../policy/roles.ts';
import { useLanguage } from './language.tsx';
import { dropForms, keepForms, returnForms } from './unsaved.ts';

/** Storage key that hints at a session to resume, and tells other windows when it ends. */
const hint = 'signedIn';

/** Storage key of the key of a renewal that was sent and whose response has not arrived. */
const renewing = 'renewing';

const keptInBrowser = {
  read: () => localStorage.getItem(renewing),
  write: (key: string) => localStorage.setItem(renewing, key),
  remove: () => localStorage.removeItem(renewing),
};

/**
 * Serializes renewals across windows: they share the cookie, and a refresh token works once. Leaving
 * a page loses the response; the next page repeats the renewal, so the person stays signed in.
 */
const alone: Alone = (renew) =>
  navigator.locks.request('refresh', () => withRenewalKey(keptInBrowser, renew));

export const client = createClient('', undefined, { cookie: true, alone });

export type Me = Output<'me'>;

type Phase = 'starting' | 'anonymous' | 'signed_in' | 'factor_waits' | 'notice_waits';
/** The part of a sign-in's response about what must be done first. */
type First = { privacyNoticeRequired?: number | undefined; secondFactorNeeded?: true | undefined };
/** Why the session ended. */
type Ended = 'signed_out' | 'elsewhere' | 'session_ended';

type SessionState = {
  phase: Phase;
  me: Me | undefined;
  /** Version of the privacy notice that must be read. */
  noticeVersion: number | undefined;
  ended: Ended | undefined;
  /** Starts a session from the response to a sign-in or activation. */
  begin(answer: First): Promise<void>;
  /** Reads the account again, for instance after a change. */
  reload(): Promise<void>;
  signOut(): Promise<void>;
  /** Clears a session that the service has ended, in this and the other windows. */
  end(why: Ended): void;
  /** Reacts to problems that concern the session itself. */
  notice(problem: ProblemError): void;
};

const SessionContext = createContext<SessionState | undefined>(undefined);

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const { suggest } = useLanguage();
  const [phase, setPhase] = useState<Phase>('starting');
  const [me, setMe] = useState<Me>();
  const [noticeVersion, setNoticeVersion] = useState<number>();
  const [ended, setEnded] = useState<Ended>();

  const latest = useRef<string | undefined>(undefined);
  latest.current = me?.userId;
  const end = useCallback((why: Ended) => {
    localStorage.removeItem(hint);
    if (why !== 'session_ended') dropForms();
    else if (latest.current) keepForms(latest.current);
    setMe(undefined);
    // The first reason wins, because requests in flight are refused afterwards too.
    setEnded((before) => before ?? why);
    setPhase('anonymous');
  }, []);

  const reload = useCallback(async () => {
    const read = await client.me();
    returnForms(read.userId);
    setMe(read);
    suggest(read.language);
  }, [suggest]);

  const begin = useCallback(
    async (answer: First) => {
      localStorage.setItem(hint, '1');
      await reload();
      setNoticeVersion(answer.privacyNoticeRequired);
      setEnded(undefined);
      setPhase(phaseAfter(answer));
    },
    [reload],
  );

  const notice = useCallback(
    ({ code }: ProblemError) => {
      if (code === 'not_signed_in') end('session_ended');
      if (code === 'not_allowed') reload().catch(() => end('session_ended'));
      if (code === 'privacy_notice_required') setPhase('notice_waits');
      if (code === 'second_factor_enrollment_required') setPhase('factor_waits');
    },
    [end, reload],
  );

  const signOut = useCallback(async () => {
    // At once, because whoever leaves the page before the response must stay signed out.
    localStorage.removeItem(hint);
    try {
      await client.signOut({ body: {} });
    } catch (error) {
      if (!isEnded(error)) {
        localStorage.setItem(hint, '1');
        throw error;
      }
    }
    end('signed_out');
  }, [end]);

  // Runs once: a change of language changes `begin`, but needs no renewal.
  useEffect(() => {
    resume(begin).then(
      (resumed) => {
        if (!resumed) setPhase('anonymous');
      },
      (error: unknown) => {
        // A service that does not answer has ended nothing: the next visit resumes the session.
        if (isEnded(error)) end('session_ended');
        else setPhase('anonymous');
      },
    );
  }, []);
  useOtherWindows(phase, begin, end, reload);

  const state = useMemo(
    () => ({ phase, me, noticeVersion, ended, begin, reload, signOut, end, notice }),
    [phase, me, noticeVersion, ended, begin, reload, signOut, end, notice],
  );
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('outside of SessionProvider');
  return state;
}

/** @returns whether the person's role has the permission; the API alone enforces it */
export function useMay(permission: Permission): boolean {
  const { me } = useSession();
  return me !== undefined && scopeOf(me.role, permission) !== undefined;
}

function phaseAfter({ privacyNoticeRequired, secondFactorNeeded }: First): Phase {
  if (secondFactorNeeded) return 'factor_waits';
  return privacyNoticeRequired === undefined ? 'signed_in' : 'notice_waits';
}

type Begin = SessionState['begin'];

/** @returns whether there was a session; throws if it has ended or cannot be resumed now */
async function resume(begin: Begin): Promise<boolean> {
  if (localStorage.getItem(hint) === null) return false;
  await begin(await renewed());
  return true;
}

const isEnded = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'not_signed_in';

function renewed(): Promise<Output<'refresh'>> {
  return alone((idempotencyKey) => client.refresh({ body: {}, idempotencyKey }));
}

/** Handles sign-ins and sign-outs in other windows, and role changes while this one was hidden. */
function useOtherWindows(
  phase: Phase,
  begin: Begin,
  end: SessionState['end'],
  reload: () => Promise<void>,
): void {
  useEffect(() => {
    const stored = ({ key, newValue }: StorageEvent) => {
      if (key !== hint) return;
      if (newValue === null) end('elsewhere');
      else renewed().then(begin, () => end('session_ended'));
    };
    const seen = () => {
      if (document.visibilityState !== 'visible' || phase !== 'signed_in') return;
      reload().catch((error: unknown) => {
        if (isEnded(error)) end('session_ended');
      });
    };
    window.addEventListener('storage', stored);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('storage', stored);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [phase, begin, end, reload]);
}
