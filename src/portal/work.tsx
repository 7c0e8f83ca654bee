/** The person's pending work, counted once for each page that is opened; pages never wait for it. */
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Output } from '../api.ts';
import type { ProblemError } from '../client/client.ts';
import { problemOf } from './problem-of.ts';
import { client, useSession } from './session.tsx';
import { workPaths } from './work-paths.ts';

export type WorkItem = Output<'listWork'>['items'][number];

type WorkState = {
  /** Undefined until it has been counted. */
  items: readonly WorkItem[] | undefined;
  problem: ProblemError | undefined;
  reload(): Promise<void>;
  /** Counts again after an action, unless nothing was pending before it. */
  acted(): void;
};

const nothing: WorkState = {
  items: undefined,
  problem: undefined,
  reload: async () => {},
  acted: () => {},
};

const WorkContext = createContext(nothing);

export function WorkProvider({ children }: { children: ComponentChildren }) {
  const { phase, me } = useSession();
  const { path } = useLocation();
  const [items, setItems] = useState<readonly WorkItem[]>();
  const [problem, setProblem] = useState<ProblemError>();
  const latest = useRef(0);
  const who = phase === 'signed_in' ? `${me?.userId} ${me?.role}` : undefined;
  const reload = useCallback(async () => {
    const turn = ++latest.current;
    setProblem(undefined);
    try {
      const answer = await client.listWork();
      if (turn === latest.current) setItems(answer.items);
    } catch (error) {
      if (turn === latest.current) setProblem(problemOf(error));
    }
  }, []);
  useEffect(() => {
    if (who) reload();
    else setItems(undefined);
  }, [who, path, reload]);
  const pending = who !== undefined && items !== undefined && items.length > 0;
  const acted = useCallback(() => {
    if (pending) reload();
  }, [pending, reload]);
  const state = useMemo(() => ({ items, problem, reload, acted }), [items, problem, reload, acted]);
  return <WorkContext.Provider value={state}>{children}</WorkContext.Provider>;
}

export function useWork(): WorkState {
  return useContext(WorkContext);
}

/** @returns how much work there is on the page, such as `3` or `99+`; undefined if none */
export function countOf(items: readonly WorkItem[] = [], path: string): string | undefined {
  const found = items.filter(({ kind }) => workPaths[kind] === path);
  const count = found.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return undefined;
  return found.some(({ more }) => more) ? `${count}+` : String(count);
}
