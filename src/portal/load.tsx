/** Reads data for a page and distinguishes loading, refused, failed and ready. */
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
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
  const [data, setData] = useState<T>();
  const [problem, setProblem] = useState<ProblemError>();
  const [loading, setLoading] = useState(true);
  const latest = useRef(0);
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    setLoading(true);
    try {
      const answer = await read();
      if (turn !== latest.current) return;
      setData(answer);
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
  return { data, problem, loading, reload, put: setData };
}

/** Problems that asking again cannot solve. */
const final: ReadonlySet<string> = new Set([
  'link_invalid',
  'unknown_system',
  'redirect_uri_unknown',
]);

/** Shows the data, which stays visible while it is read again. */
export function Ready<T>({
  of,
  children,
}: {
  of: Loaded<T>;
  children: (data: T) => ComponentChildren;
}) {
  const { data, problem, loading, reload } = of;
  if (problem)
    return (
      <ProblemNote problem={problem}>
        {!final.has(problem.code) && <Button kind="secondary" action="again" onClick={reload} />}
      </ProblemNote>
    );
  if (data === undefined) return <Loading />;
  return <div aria-busy={loading}>{children(data)}</div>;
}
