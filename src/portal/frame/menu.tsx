/** The menu shows the pages that this person may open, by area, with the work that awaits there. */
import { useLocation } from 'preact-iso';
import { useLanguage, useTexts } from '../language.tsx';
import { maySee } from '../may-see.ts';
import { useOwnOrganization } from '../own-organization.ts';
import { areas, type Page } from '../page.ts';
import { pages } from '../pages.ts';
import { type Me, useMay, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { countOf, useWork } from '../work.tsx';

export function Menu() {
  const words = useTexts(common);
  const { me, phase } = useSession();
  const mayPropose = useMay('people.propose');
  const own = useOwnOrganization(phase === 'signed_in' && mayPropose ? me : undefined);
  if (phase !== 'signed_in') return null;
  return (
    <nav class="menu" aria-label={words.menu}>
      {areas.map((area) => {
        // Where proposals are off, one could only be refused.
        const shown = pagesIn(area, me).filter((each) => each !== pages.propose || own?.proposals);
        if (shown.length === 0) return null;
        return (
          <div key={area} class="menu-area">
            <p>{words.areas[area]}</p>
            <Links pages={shown} />
          </div>
        );
      })}
    </nav>
  );
}

export function FooterMenu() {
  const words = useTexts(common);
  return (
    <nav class="menu menu-footer" aria-label={words.footer}>
      <Links pages={pagesIn('footer', undefined)} />
    </nav>
  );
}

function Links({ pages: shown }: { pages: readonly Page[] }) {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { items } = useWork();
  const { path } = useLocation();
  const here = pageAt(path);
  const current = (page: Page) => {
    if (page === here) return 'page';
    return page.path === here?.under ? 'true' : undefined;
  };
  return (
    <ul>
      {shown.map((page) => {
        const count = countOf(items, page.path);
        return (
          <li key={page.path}>
            <a href={page.path} aria-current={current(page)}>
              {page.title[language]}
              {count && (
                <span class="count">
                  {count}
                  <span class="visually-hidden"> {words.pending}</span>
                </span>
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function pagesIn(place: Page['menu'], me: Me | undefined): Page[] {
  return Object.values<Page>(pages).filter((page) => page.menu === place && maySee(page, me));
}

/** Exact paths come first: `/people/invite` is not a person. */
function pageAt(path: string): Page | undefined {
  const all = Object.values<Page>(pages);
  const matches = (page: Page) => new RegExp(`^${page.path.replace(/:\w+/g, '[^/]+')}$`).test(path);
  return all.find((page) => page.path === path) ?? all.find(matches);
}
