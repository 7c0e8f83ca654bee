/** Runs an action once at a time and keeps its outcome. */
import { useCallback, useRef, useState } from 'preact/hooks';
import type { ProblemError } from '../client/client.ts';
import { problemOf } from './problem-of.ts';
import { useSession } from './session.tsx';
import { useWork } from './work.tsx';

export type Action<A extends unknown[]> = {
  /** @returns whether it succeeded */
  run(...given: A): Promise<boolean>;
  busy: boolean;
  problem: ProblemError | undefined;
  clear(): void;
};

/** @param work the action; calls while it is running are ignored */
export function useAction<A extends unknown[]>(work: (...given: A) => Promise<unknown>): Action<A> {
  const { notice } = useSession();
  const { acted } = useWork();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();
  const underWay = useRef(false);
  const run = async (...given: A): Promise<boolean> => {
    if (underWay.current) return false;
    underWay.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await work(...given);
      acted();
      return true;
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      notice(found);
      return false;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { run, busy, problem, clear: useCallback(() => setProblem(undefined), []) };
}
