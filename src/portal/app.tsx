/** The layout of every page: skip link, header with menu, service notices, footer. */
import { useLocation } from 'preact-iso';
import { serviceNames } from '../policy/service-names.ts';
import { CurrentPage } from './frame/current-page.tsx';
import { LanguageSwitch } from './frame/language-switch.tsx';
import { Menu } from './frame/menu.tsx';
import { Notices } from './frame/notices.tsx';
import { PauseBanner } from './frame/pause-banner.tsx';
import { useLanguage, useTexts } from './language.tsx';
import { useSession } from './session.tsx';
import { common } from './texts/common.ts';
import { Button } from './ui/button.tsx';

export function App() {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { me, signOut } = useSession();
  const { route } = useLocation();
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="header">
        <div class="hds-container header-line">
          <a class="service-name" href="/">
            {serviceNames[language]}
          </a>
          <LanguageSwitch />
          {me && (
            <div class="who">
              <span>
                {me.firstName} {me.lastName}
              </span>
              <Button
                kind="supplementary"
                small
                onClick={() => {
                  signOut().then(() => route('/sign-in'));
                }}
              >
                {words.signOut}
              </Button>
            </div>
          )}
        </div>
        <Menu place="main" />
        <Menu place="administration" />
      </header>
      <Notices />
      <PauseBanner />
      <main class="hds-container main" id="content" tabIndex={-1}>
        <CurrentPage />
      </main>
      <footer class="footer">
        <div class="hds-container">
          <p>{serviceNames[language]}</p>
          <Menu place="footer" />
        </div>
      </footer>
    </>
  );
}
