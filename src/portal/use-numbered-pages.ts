/** Pages through a list whose length is known, so that no page is empty; the address has the number. */
import { useEffect } from 'preact/hooks';
import { limit } from '../policy/limits.ts';
import { type Loaded, useLoad } from './load.tsx';

/** An address may say anything. */
const pagesMax = 1_000_000;

type Pages<P> = {
  list: Loaded<P>;
  /** From 1. */
  number: number;
  count: number;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

type Asked<P> = {
  /** @param at rows before the page, and where the part begins */
  read: (at: { skip: number; cursor?: string }) => Promise<P>;
  /** The query; a change reads again. */
  on: readonly unknown[];
  rowsAPage: number;
  /** The number in the address, as text. */
  page: string;
  /** Where the part of a very long list begins; empty for the first one. */
  part?: string;
  setPage: (page: string, how?: { replace: boolean }) => void;
};

export function useNumberedPages<P extends { total: number }>(asked: Asked<P>): Pages<P> {
  const { read, on, rowsAPage, page, part = '', setPage } = asked;
  const number = Math.min(Math.max(1, Math.trunc(Number(page)) || 1), pagesMax);
  const list = useLoad(
    () =>
      read({
        skip: Math.min((number - 1) * rowsAPage, limit.scanRowsMax),
        ...(part !== '' && { cursor: part }),
      }),
    [JSON.stringify(on), number, part],
  );
  const count = Math.max(1, Math.ceil((list.data?.total ?? 0) / rowsAPage));
  const known = list.data !== undefined && !list.loading;
  useEffect(() => {
    if (known && number > count) setPage(String(count), { replace: true });
  }, [known, number, count]);
  const go = (to: number) => () => {
    setPage(String(to));
    window.scrollTo(0, 0);
  };
  return {
    list,
    number,
    count,
    onPrevious: number > 1 ? go(number - 1) : undefined,
    onNext: known && number < count ? go(number + 1) : undefined,
  };
}
