/**
 * What a list shows, kept in the page's address: Back, reloading and bookmarks restore it. What
 * somebody types, such as a name, stays in this window's memory instead.
 */
import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useSession } from './session.tsx';

export type UrlState<K extends string> = {
  /** @returns the value in the address, or the default */
  at(name: K | 'page'): string;
  /** A change starts at the first page, unless it is a change of page. */
  set(changed: Partial<Record<K | 'page', string>>, how?: { replace: boolean }): void;
  /** Whether any of these differs from its default. */
  isChanged(names: readonly K[]): boolean;
};

/** @param defaults a value that equals its default is left out of the address */
export function useUrlState<K extends string>(defaults: Readonly<Record<K, string>>): UrlState<K> {
  const { path, query, route } = useLocation();
  const all: Readonly<Record<string, string>> = { ...defaults, page: '1' };
  const latest = useRef(query);
  latest.current = query;
  const at = (name: string) => query[name] ?? all[name] ?? '';
  return {
    at,
    set(changed, how) {
      const { page: _, ...before } = latest.current;
      const after: Record<string, string | undefined> = { ...before, ...changed };
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

const typed = new Map<string, string>();

/** The text of the page's search field, until the window is closed or somebody else signs in. */
export function useTypedText(): [string, (text: string) => void] {
  const { path } = useLocation();
  const { me } = useSession();
  const key = `${me?.userId} ${path}`;
  const [text, setText] = useState(typed.get(key) ?? '');
  const set = (changed: string) => {
    typed.set(key, changed);
    setText(changed);
  };
  return [text, set];
}
