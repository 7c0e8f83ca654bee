/** The menu shows the pages that this person may open. */
import { useLocation } from 'preact-iso';
import { scopeOf } from '../../policy/roles.ts';
import { useLanguage, useTexts } from '../language.tsx';
import type { Page } from '../page.ts';
import { pages } from '../pages.ts';
import { type Me, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';

type Place = NonNullable<Page['menu']>;

export function Menu({ place }: { place: Place }) {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { me, phase } = useSession();
  const { path } = useLocation();
  const shown = Object.values<Page>(pages).filter(
    (page) => page.menu === place && maySee(page, phase === 'signed_in' ? me : undefined),
  );
  if (shown.length === 0) return null;
  const names = { main: words.menu, administration: words.administration, footer: words.footer };
  return (
    <nav class={`menu menu-${place}`} aria-label={names[place]}>
      <ul class="hds-container">
        {shown.map((page) => (
          <li key={page.path}>
            <a href={page.path} aria-current={page.path === path ? 'page' : undefined}>
              {page.title[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** @returns whether the page is meant for the person; the API alone enforces permissions */
export function maySee({ who }: Page, me: Me | undefined): boolean {
  if (who === 'everyone') return true;
  if (me === undefined) return false;
  return who === 'person' || scopeOf(me.role, who) !== undefined;
}
