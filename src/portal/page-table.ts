/** The table of all pages for pages that link to many; it is provided, since it imports them all. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Page } from './page.ts';
import type { pages } from './pages.ts';

export type PageName = keyof typeof pages;

type Table = Readonly<Record<PageName, Page>>;

export const PageTable = createContext<Table | undefined>(undefined);

export function usePageTable(): Table {
  const table = useContext(PageTable);
  if (!table) throw new Error('outside of PageTable');
  return table;
}
