/** Starts the portal: removes a link's secret from the address, then renders the page. */
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { App } from './app.tsx';
import { LanguageProvider } from './language.tsx';
import { takeLinkToken } from './link-token.ts';
import './portal.css';
import { SessionProvider } from './session.tsx';
import { WorkProvider } from './work.tsx';

takeLinkToken();
const root = document.getElementById('app');
if (root)
  render(
    <LanguageProvider>
      <SessionProvider>
        <LocationProvider>
          <WorkProvider>
            <App />
          </WorkProvider>
        </LocationProvider>
      </SessionProvider>
    </LanguageProvider>,
    root,
  );
