/** Finds people and organizations from any page; what is typed stays out of addresses. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { limit } from '../../policy/limits.ts';
import { type Found, find } from '../find.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { useSession } from '../session.tsx';
import { common } from '../texts/common.ts';

/** Long enough for the next keystroke, too short to notice. */
const typingPauseMilliseconds = 250;

export function Search() {
  const words = useTexts(common);
  const { language } = useLanguage();
  const { me } = useSession();
  const { route } = useLocation();
  const [found, setFound] = useState<readonly Found[] | 'failed'>();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);
  const box = useRef<HTMLElement>(null);
  useEffect(() => () => clearTimeout(pause.current), []);

  const look = async (text: string) => {
    const mine = ++turn.current;
    const answer = await find(text, language, me?.role === 'admin').catch(() => 'failed' as const);
    if (mine === turn.current) setFound(answer);
  };
  const typed = (text: string) => {
    clearTimeout(pause.current);
    turn.current++;
    if (text === '') setFound(undefined);
    else pause.current = setTimeout(() => look(text), typingPauseMilliseconds);
  };
  return (
    <search
      ref={box}
      class="finder"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setFound(undefined);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && found) {
          event.preventDefault();
          moveFocus(box.current, step);
        }
      }}
      onFocusOut={({ relatedTarget }) => {
        const inside = relatedTarget instanceof Node && box.current?.contains(relatedTarget);
        if (!inside && relatedTarget) setFound(undefined);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found !== 'failed' && found?.[0]) route(found[0].href);
        }}
      >
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          autoComplete="off"
          maxLength={limit.searchCharactersMax}
          onInput={(event) => typed(event.currentTarget.value.trim())}
        />
      </form>
      <div role="status">{found && <Results found={found} />}</div>
    </search>
  );
}

function Results({ found }: { found: readonly Found[] | 'failed' }) {
  const words = useTexts(common);
  if (found === 'failed') return <p class="finder-results">{words.failed}</p>;
  if (found.length === 0) return <p class="finder-results">{words.foundNothing}</p>;
  return (
    <ul class="finder-results">
      {found.map(({ href, name, detail }) => (
        <li key={href}>
          <a href={href}>
            {name} <span>{detail}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function moveFocus(box: HTMLElement | null, step: number): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>('input, a') ?? [])];
  const at = stops.findIndex((stop) => stop.matches(':focus'));
  stops[at + step]?.focus();
}
