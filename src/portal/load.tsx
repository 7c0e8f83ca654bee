/** Reads data for a page and distinguishes loading, refused, failed and ready. */
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { ProblemError } from '../client/client.ts';
import { problemOf } from './problem-of.ts';
import { useSession } from './session.tsx';
import { Button } from './ui/button.tsx';
import { Loading } from './ui/loading.tsx';
import { ProblemNote } from './ui/problem-note.tsx';

export type Loaded<T> = {
  data: T | undefined;
  problem: ProblemError | undefined;
  loading: boolean;
  /** The data answers an earlier query; the current one is under way. */
  outdated: boolean;
  reload(): Promise<void>;
  /** Replaces the data with a change's response, without another read. */
  put(data: T): void;
};

/**
 * @param read reads the data; late responses to older calls are dropped
 * @param on values that trigger a new read when they change
 */
export function useLoad<T>(read: () => Promise<T>, on: readonly unknown[]): Loaded<T> {
  const { notice } = useSession();
  const [known, setKnown] = useState<{ data: T; by: () => Promise<void> }>();
  const [problem, setProblem] = useState<ProblemError>();
  const [loading, setLoading] = useState(true);
  const latest = useRef(0);
  const reload: () => Promise<void> = useCallback(async () => {
    const turn = ++latest.current;
    setLoading(true);
    try {
      const answer = await read();
      if (turn !== latest.current) return;
      setKnown({ data: answer, by: reload });
      setProblem(undefined);
    } catch (error) {
      if (turn !== latest.current) return;
      const found = problemOf(error);
      setProblem(found);
      notice(found);
    }
    setLoading(false);
  }, on);
  useEffect(() => {
    reload();
  }, [reload]);
  return {
    data: known?.data,
    problem,
    loading,
    outdated: known !== undefined && known.by !== reload,
    reload,
    put: (data) => setKnown({ data, by: reload }),
  };
}

/** Problems that asking again cannot solve. */
const final: ReadonlySet<string> = new Set([
  'link_invalid',
  'unknown_system',
  'redirect_uri_unknown',
]);

const Outdated = createContext(false);

/** @returns whether what `Ready` shows is about to be replaced by the answer to another query */
export const useOutdated = (): boolean => useContext(Outdated);

/** Shows the data, which stays visible while it is read again. */
export function Ready<T>({
  of,
  children,
}: {
  of: Loaded<T>;
  children: (data: T) => ComponentChildren;
}) {
  const { data, problem, loading, outdated, reload } = of;
  if (problem)
    return (
      <ProblemNote problem={problem}>
        {!final.has(problem.code) && <Button kind="secondary" action="again" onClick={reload} />}
      </ProblemNote>
    );
  if (data === undefined) return <Loading />;
  return (
    <div aria-busy={loading}>
      <Outdated.Provider value={outdated}>{children(data)}</Outdated.Provider>
    </div>
  );
}
