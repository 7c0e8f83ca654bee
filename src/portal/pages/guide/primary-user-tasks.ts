/** What a primary user does with the people of the own organization, step by step. */
import { common } from '../../texts/common.ts';
import { manageTexts } from '../../texts/manage.ts';
import { texts as imports } from '../imports/texts.ts';
import { texts as invitations } from '../invitations/texts.ts';
import { texts as offers } from '../offers.texts.ts';
import { texts as organizations } from '../organizations/texts.ts';
import { texts as people } from '../people/texts.ts';
import { texts as person } from '../person/texts.ts';
import { choose, fill, find, open, type Task } from './steps.ts';

export const primaryUserTasks: readonly Task[] = [
  {
    title: { fi: 'Kutsu henkilö', sv: 'Bjud in en person', en: 'Invite a person' },
    steps: [
      open('invite'),
      fill((l) => common[l].email),
      fill((l) => common[l].role),
      choose((l) => people[l].send),
    ],
  },
  {
    title: {
      fi: 'Kutsu monta kerralla',
      sv: 'Bjud in flera på en gång',
      en: 'Invite many at once',
    },
    steps: [
      open('newImport'),
      choose((l) => imports[l].template),
      fill((l) => imports[l].file),
      choose((l) => imports[l].check),
    ],
  },
  {
    title: {
      fi: 'Lähetä kutsu uudelleen tai peru se',
      sv: 'Skicka en inbjudan på nytt eller återkalla den',
      en: 'Send an invitation again, or revoke it',
    },
    steps: [
      open('invitations'),
      choose(
        (l) => invitations[l].resend,
        (l) => invitations[l].revoke,
      ),
    ],
  },
  {
    title: {
      fi: 'Hyväksy tai hylkää ehdotettu kutsu',
      sv: 'Godkänn eller avslå en föreslagen inbjudan',
      en: 'Approve or decline a proposed invitation',
    },
    steps: [
      open('invitations'),
      choose(
        (l) => invitations[l].approve,
        (l) => invitations[l].decline,
      ),
    ],
  },
  {
    title: { fi: 'Vaihda henkilön rooli', sv: 'Byt en persons roll', en: "Change a person's role" },
    steps: [find, choose((l) => common[l].actions), choose((l) => manageTexts[l].changeRole)],
  },
  {
    title: {
      fi: 'Kirjaa palvelussuhteen päättyminen',
      sv: 'Anteckna när en anställning upphör',
      en: 'Enter the end of an employment',
    },
    steps: [
      find,
      choose((l) => common[l].actions),
      choose((l) => person[l].edit),
      fill((l) => person[l].employmentEndsOn),
      choose((l) => common[l].save),
    ],
  },
  {
    title: {
      fi: 'Poista tili heti käytöstä',
      sv: 'Inaktivera ett konto genast',
      en: 'Deactivate an account immediately',
    },
    steps: [find, choose((l) => common[l].actions), choose((l) => person[l].deactivate)],
  },
  {
    title: {
      fi: 'Vastaa siirtoehdotukseen',
      sv: 'Svara på ett förslag om överföring',
      en: 'Answer a proposed transfer',
    },
    steps: [
      open('offers'),
      choose(
        (l) => offers[l].accept,
        (l) => offers[l].decline,
      ),
    ],
  },
  {
    title: {
      fi: 'Vahvista, ketkä työskentelevät edelleen organisaatiossasi',
      sv: 'Bekräfta vilka som fortfarande arbetar i din organisation',
      en: 'Confirm who still works in your organization',
    },
    steps: [open('review')],
  },
  {
    title: {
      fi: 'Katso, kenen tili on vanhenemassa',
      sv: 'Se vems konto som går ut',
      en: 'See whose account is about to expire',
    },
    steps: [open('upcoming')],
  },
  {
    title: {
      fi: 'Muuta organisaatiosi sääntöjä',
      sv: 'Ändra organisationens regler',
      en: "Change your organization's rules",
    },
    steps: [
      open('ownOrganization'),
      choose((l) => organizations[l].changeRules),
      choose((l) => common[l].save),
    ],
  },
];
