/** Who is signed in, the same in all windows; the access token lives in memory only. */
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Output } from '../api.ts';
import { createClient, ProblemError } from '../client/client.ts';
import { type Permission, scopeOf } from '../policy/roles.ts';
import { useLanguage } from './language.tsx';

/** Whether it is worth asking for a session at start, and how windows tell each other of its end. */
const hint = 'signedIn';

/** Windows share the cookie, and a refresh token works once: one renewal at a time in all of them. */
const alone = async (renew: () => Promise<void>): Promise<void> => {
  await navigator.locks.request('refresh', renew);
};

export const client = createClient('', undefined, { cookie: true, alone });

export type Me = Output<'me'>;

type Phase = 'starting' | 'anonymous' | 'signed_in' | 'factor_waits' | 'notice_waits';
/** What a sign-in answers about what has to be done before anything else. */
type First = { privacyNoticeRequired?: number | undefined; secondFactorNeeded?: true | undefined };
/** Why somebody is not signed in any more. */
type Ended = 'signed_out' | 'elsewhere' | 'session_ended';

type SessionState = {
  phase: Phase;
  me: Me | undefined;
  /** The version of the privacy notice that waits to be read. */
  noticeVersion: number | undefined;
  ended: Ended | undefined;
  /** After signing in or activating: takes over what was answered. */
  begin(answer: First): Promise<void>;
  /** Reads the account anew, as after a change of the own data. */
  reload(): Promise<void>;
  signOut(): Promise<void>;
  /** Forgets the session here and in the other windows, which the service has ended already. */
  end(why: Ended): void;
  /** Looks whether a refusal says something about the session itself. */
  notice(problem: ProblemError): void;
};

const SessionContext = createContext<SessionState | undefined>(undefined);

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const { suggest } = useLanguage();
  const [phase, setPhase] = useState<Phase>('starting');
  const [me, setMe] = useState<Me>();
  const [noticeVersion, setNoticeVersion] = useState<number>();
  const [ended, setEnded] = useState<Ended>();

  const end = useCallback((why: Ended) => {
    localStorage.removeItem(hint);
    setMe(undefined);
    // The first to tell knows best: what was under way is refused afterwards as well.
    setEnded((before) => before ?? why);
    setPhase('anonymous');
  }, []);

  const reload = useCallback(async () => {
    const read = await client.me();
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
    try {
      await client.signOut({ body: {} });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'not_signed_in') throw error;
    }
    end('signed_out');
  }, [end]);

  // Once: another language makes another `begin`, and is no reason to renew.
  useEffect(() => {
    resume(begin).then((resumed) => {
      if (!resumed) setPhase('anonymous');
    });
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

/** @returns whether the signed-in person's role has the permission; what is refused is the API's say */
export function useMay(permission: Permission): boolean {
  const { me } = useSession();
  return me !== undefined && scopeOf(me.role, permission) !== undefined;
}

function phaseAfter({ privacyNoticeRequired, secondFactorNeeded }: First): Phase {
  if (secondFactorNeeded) return 'factor_waits';
  return privacyNoticeRequired === undefined ? 'signed_in' : 'notice_waits';
}

type Begin = SessionState['begin'];

/** @returns whether the cookie still holds a session */
async function resume(begin: Begin): Promise<boolean> {
  if (localStorage.getItem(hint) === null) return false;
  try {
    await begin(await renewed());
    return true;
  } catch {
    localStorage.removeItem(hint);
    return false;
  }
}

function renewed(): Promise<Output<'refresh'>> {
  return navigator.locks.request('refresh', () => client.refresh({ body: {} }));
}

/** Another window signed in or out, or the role changed while this window was out of sight. */
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
        if (error instanceof ProblemError && error.code === 'not_signed_in') end('session_ended');
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
