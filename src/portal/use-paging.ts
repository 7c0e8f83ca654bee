/** Pages through a list in both directions; a new query starts at its first page. */
import { useState } from 'preact/hooks';
import { type Loaded, useLoad } from './load.tsx';

type Page = { next?: string | undefined };

/**
 * @param read reads one page, starting at the cursor
 * @param on the query; a changed one starts over
 */
export function usePages<P extends Page>(
  read: (cursor: string | undefined) => Promise<P>,
  on: readonly unknown[],
) {
  const question = JSON.stringify(on);
  const [been, setBeen] = useState<{ question: string; cursors: readonly string[] }>({
    question,
    cursors: [],
  });
  const cursors = been.question === question ? been.cursors : [];
  const cursor = cursors.at(-1);
  const list: Loaded<P> = useLoad(() => read(cursor), [question, cursor]);
  const next = list.data?.next;
  const go = (to: readonly string[]) => setBeen({ question, cursors: to });
  return {
    list,
    onPrevious: cursors.length > 0 ? () => go(cursors.slice(0, -1)) : undefined,
    onNext: next === undefined ? undefined : () => go([...cursors, next]),
  };
}
