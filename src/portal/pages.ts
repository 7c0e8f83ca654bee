/** THE table of pages, pure data: where each is, who sees it, what it is called, how it loads. */
import type { ComponentType } from 'preact';
import type { Translated } from '../policy/languages.ts';
import type { Permission } from '../policy/roles.ts';

export type PageProps = {
  /** The page's name in the present language. */
  title: string;
  /** The last part of the address, where the path has one. */
  id?: string;
};

export type Page = {
  path: string;
  /** `everyone`: nobody needs to sign in; `person`: whoever is signed in. */
  who: 'everyone' | 'person' | Permission;
  title: Translated;
  /** Where the menu has it; pages without a place are reached from other pages and mails. */
  menu?: 'main' | 'administration' | 'footer';
  load: () => Promise<{ default: ComponentType<PageProps> }>;
};

const page = (given: Page): Page => given;

export const pages = {
  myAccount: page({
    path: '/',
    who: 'person',
    title: { fi: 'Oma tunnus', sv: 'Mitt konto', en: 'My account' },
    menu: 'main',
    load: () => import('./pages/my-account.tsx'),
  }),
  signIn: page({
    path: '/sign-in',
    who: 'everyone',
    title: { fi: 'Kirjaudu', sv: 'Logga in', en: 'Sign in' },
    load: () => import('./pages/sign-in.tsx'),
  }),
  privacy: page({
    path: '/privacy',
    who: 'everyone',
    title: { fi: 'Tietosuojaseloste', sv: 'Dataskyddsbeskrivning', en: 'Privacy notice' },
    menu: 'footer',
    load: () => import('./pages/privacy.tsx'),
  }),
  registry: page({
    path: '/registry',
    who: 'everyone',
    title: { fi: 'Rekisteriseloste', sv: 'Registerbeskrivning', en: 'Registry description' },
    menu: 'footer',
    load: () => import('./pages/registry.tsx'),
  }),
  accessibility: page({
    path: '/accessibility',
    who: 'everyone',
    title: {
      fi: 'Saavutettavuusseloste',
      sv: 'Tillgänglighetsutlåtande',
      en: 'Accessibility statement',
    },
    menu: 'footer',
    load: () => import('./pages/accessibility.tsx'),
  }),
  cookies: page({
    path: '/cookies',
    who: 'everyone',
    title: { fi: 'Evästeet', sv: 'Kakor', en: 'Cookies' },
    menu: 'footer',
    load: () => import('./pages/cookies.tsx'),
  }),
  newPrivacyNotice: page({
    path: '/new-privacy-notice',
    who: 'person',
    title: {
      fi: 'Uusi tietosuojaseloste',
      sv: 'Ny dataskyddsbeskrivning',
      en: 'New privacy notice',
    },
    load: () => import('./pages/new-privacy-notice.tsx'),
  }),
};
