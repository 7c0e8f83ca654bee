/**
 * The header: one line on a phone, where a button opens the menu, the search and the languages.
 * Nothing in it moves once it can be pressed, so the tools wait until it is known who is signed in.
 */
import { useLocation } from 'preact-iso';
import { fullName } from '../../policy/full-name.ts';
import { serviceNames } from '../../policy/service-names.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { useMay, useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Button } from '../ui/button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Search } from './search.tsx';

/** Id of the menu that the button opens. */
export const menuId = 'menu';

type HeaderProps = { open: boolean; onToggle: () => void };

export function Header({ open, onToggle }: HeaderProps) {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { phase, me, signOut } = useSession();
  const settled = phase !== 'starting';
  const mayFind = useMay('people.read');
  const { path, route } = useLocation();
  return (
    <header class="header">
      <div class="hds-container header-line">
        <a class="service-name" href="/">
          {serviceNames[language]}
        </a>
        {settled && me && (
          <button
            type="button"
            class="menu-button"
            aria-expanded={open}
            aria-controls={menuId}
            onClick={onToggle}
          >
            {words.menu}
          </button>
        )}
        {settled && (
          <div class={`tools${me ? ' folds' : ''}`}>
            {mayFind && <Search key={path} />}
            <LanguageSwitch />
            {me && (
              <div class="who">
                <span>{fullName(me)}</span>
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
        )}
      </div>
    </header>
  );
}
