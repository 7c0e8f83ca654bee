/** THE table of pages, pure data: where each is, who sees it, what it is called, how it loads. */
import type { ComponentType } from 'preact';
import type { Translated } from '../policy/languages.ts';
import type { Permission } from '../policy/roles.ts';
import { factorTitle } from './texts/factor-title.ts';

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
    load: () => import('./pages/my-account/my-account.tsx'),
  }),
  people: page({
    path: '/people',
    who: 'people.read',
    title: { fi: 'Henkilöt', sv: 'Personer', en: 'People' },
    menu: 'main',
    load: () => import('./pages/people/people.tsx'),
  }),
  invite: page({
    path: '/people/invite',
    who: 'people.invite',
    title: { fi: 'Kutsu henkilö', sv: 'Bjud in en person', en: 'Invite a person' },
    load: () => import('./pages/people/invite.tsx'),
  }),
  person: page({
    path: '/people/:id',
    who: 'people.read',
    title: { fi: 'Henkilö', sv: 'Person', en: 'Person' },
    load: () => import('./pages/person/person.tsx'),
  }),
  invitations: page({
    path: '/invitations',
    who: 'people.read',
    title: { fi: 'Kutsut', sv: 'Inbjudningar', en: 'Invitations' },
    menu: 'main',
    load: () => import('./pages/invitations/invitations.tsx'),
  }),
  upcoming: page({
    path: '/upcoming',
    who: 'lifecycle.read',
    title: { fi: 'Vanhenevat tunnukset', sv: 'Konton som går ut', en: 'What lapses soon' },
    menu: 'main',
    load: () => import('./pages/upcoming/upcoming.tsx'),
  }),
  ownOrganization: page({
    path: '/organization',
    who: 'organizations.edit',
    title: { fi: 'Oma organisaatio', sv: 'Egen organisation', en: 'Own organization' },
    menu: 'main',
    load: () => import('./pages/organizations/organization.tsx'),
  }),
  audit: page({
    path: '/audit',
    who: 'audit.read',
    title: { fi: 'Tapahtumat', sv: 'Händelser', en: 'Events' },
    menu: 'main',
    load: () => import('./pages/audit/audit.tsx'),
  }),
  organizations: page({
    path: '/organizations',
    who: 'organizations.create',
    title: { fi: 'Organisaatiot', sv: 'Organisationer', en: 'Organizations' },
    menu: 'administration',
    load: () => import('./pages/organizations/organizations.tsx'),
  }),
  organization: page({
    path: '/organizations/:id',
    who: 'organizations.read',
    title: { fi: 'Organisaatio', sv: 'Organisation', en: 'Organization' },
    load: () => import('./pages/organizations/organization.tsx'),
  }),
  offers: page({
    path: '/offers',
    who: 'people.receive',
    title: { fi: 'Siirrot', sv: 'Överföringar', en: 'Transfers' },
    menu: 'main',
    load: () => import('./pages/offers.tsx'),
  }),
  newImport: page({
    path: '/imports/new',
    who: 'people.invite',
    title: {
      fi: 'Kutsu monta kerralla',
      sv: 'Bjud in flera på en gång',
      en: 'Invite many at once',
    },
    load: () => import('./pages/imports/new-import.tsx'),
  }),
  import: page({
    path: '/imports/:id',
    who: 'people.invite',
    title: { fi: 'Kutsujen lähetys', sv: 'Inbjudningar skickas', en: 'Sending invitations' },
    load: () => import('./pages/imports/import.tsx'),
  }),
  propose: page({
    path: '/propose',
    who: 'people.propose',
    title: { fi: 'Ehdota kollegaa', sv: 'Föreslå en kollega', en: 'Propose a colleague' },
    menu: 'main',
    load: () => import('./pages/propose.tsx'),
  }),
  myData: page({
    path: '/me',
    who: 'person',
    title: { fi: 'Omat tietoni', sv: 'Mina uppgifter', en: 'My data' },
    menu: 'main',
    load: () => import('./pages/my-data/my-data.tsx'),
  }),
  secondFactor: page({
    path: '/second-factor',
    who: 'person',
    title: factorTitle,
    load: () => import('./pages/second-factor/second-factor.tsx'),
  }),
  restoreRequests: page({
    path: '/restore-requests',
    who: 'people.restore',
    title: { fi: 'Palautuspyynnöt', sv: 'Återställningar', en: 'Restore requests' },
    menu: 'administration',
    load: () => import('./pages/administration/restore-requests.tsx'),
  }),
  dataRequests: page({
    path: '/data-requests',
    who: 'requests.answer',
    title: { fi: 'Tietopyynnöt', sv: 'Begäranden om uppgifter', en: 'Data requests' },
    menu: 'administration',
    load: () => import('./pages/administration/data-requests.tsx'),
  }),
  runs: page({
    path: '/runs',
    who: 'lifecycle.run',
    title: { fi: 'Elinkaariajot', sv: 'Livscykelkörningar', en: 'Life-cycle runs' },
    menu: 'administration',
    load: () => import('./pages/administration/runs.tsx'),
  }),
  notices: page({
    path: '/notices',
    who: 'notices.publish',
    title: { fi: 'Tiedotteet', sv: 'Meddelanden till alla', en: 'Service notices' },
    menu: 'administration',
    load: () => import('./pages/administration/notices.tsx'),
  }),
  privacyVersions: page({
    path: '/privacy-versions',
    who: 'notices.publish',
    title: {
      fi: 'Selosteen versiot',
      sv: 'Beskrivningens versioner',
      en: 'Privacy notice versions',
    },
    menu: 'administration',
    load: () => import('./pages/administration/privacy-versions.tsx'),
  }),
  service: page({
    path: '/service',
    who: 'service.operate',
    title: { fi: 'Palvelun tila', sv: 'Tjänstens tillstånd', en: 'State of the service' },
    menu: 'administration',
    load: () => import('./pages/administration/service.tsx'),
  }),
  signIn: page({
    path: '/sign-in',
    who: 'everyone',
    title: { fi: 'Kirjaudu', sv: 'Logga in', en: 'Sign in' },
    load: () => import('./pages/sign-in.tsx'),
  }),
  activate: page({
    path: '/activate',
    who: 'everyone',
    title: { fi: 'Ota tunnus käyttöön', sv: 'Aktivera ditt konto', en: 'Activate your account' },
    load: () => import('./pages/activate.tsx'),
  }),
  forgotPassword: page({
    path: '/forgot-password',
    who: 'everyone',
    title: { fi: 'Unohtunut salasana', sv: 'Glömt lösenord', en: 'Forgotten password' },
    load: () => import('./pages/forgot-password.tsx'),
  }),
  reset: page({
    path: '/reset',
    who: 'everyone',
    title: { fi: 'Aseta uusi salasana', sv: 'Välj ett nytt lösenord', en: 'Set a new password' },
    load: () => import('./pages/reset.tsx'),
  }),
  keep: page({
    path: '/keep',
    who: 'everyone',
    title: { fi: 'Säilytä tunnuksesi', sv: 'Behåll ditt konto', en: 'Keep your account' },
    load: () => import('./pages/keep.tsx'),
  }),
  restore: page({
    path: '/restore',
    who: 'everyone',
    title: {
      fi: 'Pyydä tunnuksen palautusta',
      sv: 'Be om återställning av kontot',
      en: 'Ask for your account back',
    },
    load: () => import('./pages/restore.tsx'),
  }),
  confirmAddress: page({
    path: '/confirm-address',
    who: 'everyone',
    title: {
      fi: 'Vahvista uusi osoite',
      sv: 'Bekräfta den nya adressen',
      en: 'Confirm the new address',
    },
    load: () => import('./pages/confirm-address.tsx'),
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
