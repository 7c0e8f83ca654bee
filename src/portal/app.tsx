/** The layout of every page: skip link, header, menu, service notices, content, footer. */

import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { serviceNames } from '../policy/service-names.ts';
import { CurrentPage } from './frame/current-page.tsx';
import { Header, menuId } from './frame/header.tsx';
import { FooterMenu, Menu } from './frame/menu.tsx';
import { Notices } from './frame/notices.tsx';
import { PauseBanner } from './frame/pause-banner.tsx';
import { useLanguage, useTexts } from './language.tsx';
import { common } from './texts/common.ts';
import { Contact } from './ui/contact.tsx';

export function App() {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { path } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const close = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      document.querySelector<HTMLElement>('.menu-button')?.focus();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [open]);
  return (
    <div class={open ? 'page menu-open' : 'page'}>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <Header open={open} onToggle={() => setOpen(!open)} />
      <div class="hds-container columns">
        <div class="side" id={menuId}>
          <Menu />
        </div>
        <div class="content">
          <Notices />
          <PauseBanner />
          <main class="main" id="content" tabIndex={-1}>
            <CurrentPage />
          </main>
        </div>
      </div>
      <footer class="footer">
        <div class="hds-container">
          <p>{serviceNames[language]}</p>
          <Contact />
          <p>{words.timesAre}</p>
          <FooterMenu />
        </div>
      </footer>
    </div>
  );
}
