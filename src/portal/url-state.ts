/**
 * What a list shows, kept in the page's address: Back, reloading and bookmarks restore it. What
 * somebody types, such as a name, stays in this window's memory; the address has a number for it.
 */
import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useSession } from './session.tsx';

export type UrlState<K extends string> = {
  /** @returns the value in the address, or the default */
  at(name: K | 'page' | 'part'): string;
  /** A change starts at the first page of the first part, unless it is a change of these. */
  set(changed: Partial<Record<K | 'page' | 'part', string>>, how?: { replace: boolean }): void;
  /** Whether any of these differs from its default. */
  isChanged(names: readonly K[]): boolean;
};

/** @param defaults a value that equals its default is left out of the address */
export function useUrlState<K extends string>(defaults: Readonly<Record<K, string>>): UrlState<K> {
  const { path, query, route, url } = useLocation();
  const all: Readonly<Record<string, string>> = { ...defaults, page: '1', part: '' };
  const latest = useRef(query);
  latest.current = query;
  shownAt.set(path, url);
  const at = (name: string) => query[name] ?? all[name] ?? '';
  return {
    at,
    set(changed, how) {
      const { page: _, part, ...before } = latest.current;
      const kept = 'page' in changed ? { part } : {};
      const after: Record<string, string | undefined> = { ...before, ...kept, ...changed };
      const shown = Object.keys(all).flatMap((name) => {
        const value = after[name];
        return value === undefined || value === all[name] ? [] : [[name, value]];
      });
      const search = new URLSearchParams(shown).toString();
      route(search === '' ? path : `${path}?${search}`, how?.replace);
    },
    isChanged: (names) => names.some((name) => at(name) !== all[name]),
  };
}

/** @returns the value if it is one of the choices, otherwise undefined: anybody can edit an address */
export function oneOf<T extends string>(choices: readonly T[], value: string): T | undefined {
  return choices.find((each) => each === value);
}

/** The address at which each list was last seen. */
const shownAt = new Map<string, string>();

/** @returns the list's address, as it was last filtered, sorted and paged in this window */
export function lastSeen(path: string): string {
  return shownAt.get(path) ?? path;
}

/** What was typed, by person and number. */
const typed = new Map<string, string>();

/** @returns the text of the page's search field, and how to set it */
export function useTypedText({ at, set }: UrlState<'search'>): [string, (text: string) => void] {
  const { me } = useSession();
  const key = (search: string) => `${me?.userId} ${search}`;
  return [
    typed.get(key(at('search'))) ?? '',
    (text) => {
      const search = text === '' ? '' : String(typed.size + 1);
      if (search !== '') typed.set(key(search), text);
      set({ search }, { replace: true });
    },
  ];
}
