/** What an administrator does for all organizations and for the service, step by step. */
import { common } from '../../texts/common.ts';
import { texts as dataRequests } from '../administration/data-requests.tsx';
import { texts as notices } from '../administration/notices.tsx';
import { texts as privacy } from '../administration/privacy-versions.tsx';
import { texts as restoration } from '../administration/restore-requests.tsx';
import { texts as runs } from '../administration/runs.tsx';
import { texts as service } from '../administration/service.tsx';
import { texts as audit } from '../audit/texts.ts';
import { texts as organizations } from '../organizations/texts.ts';
import { texts as people } from '../people/texts.ts';
import { texts as person } from '../person/texts.ts';
import { texts as reviews } from '../reviews/texts.ts';
import { choose, fill, find, open, type Task } from './steps.ts';

export const administratorTasks: readonly Task[] = [
  {
    title: { fi: 'Lisää organisaatio', sv: 'Lägg till en organisation', en: 'Add an organization' },
    steps: [
      open('organizations'),
      fill((l) => common[l].name),
      choose((l) => organizations[l].addButton),
    ],
  },
  {
    title: {
      fi: 'Kutsu organisaatiolle pääkäyttäjä',
      sv: 'Bjud in en huvudanvändare till en organisation',
      en: 'Invite a primary user to an organization',
    },
    steps: [
      open('invite'),
      fill((l) => common[l].organization),
      fill((l) => common[l].role),
      choose((l) => people[l].send),
    ],
  },
  {
    title: {
      fi: 'Siirrä henkilö toiseen organisaatioon',
      sv: 'Flytta en person till en annan organisation',
      en: 'Move a person to another organization',
    },
    steps: [find, choose((l) => common[l].actions), choose((l) => person[l].move)],
  },
  {
    title: {
      fi: 'Ratkaise palautuspyyntö',
      sv: 'Besluta om en begäran om återställning',
      en: 'Decide on a restore request',
    },
    steps: [
      open('restoreRequests'),
      choose(
        (l) => restoration[l].restore,
        (l) => restoration[l].decline,
      ),
    ],
  },
  {
    title: {
      fi: 'Vastaa tietopyyntöön',
      sv: 'Besvara en begäran om uppgifter',
      en: 'Answer a data request',
    },
    steps: [open('dataRequests'), choose((l) => dataRequests[l].answer)],
  },
  {
    title: {
      fi: 'Aloita palvelussuhteiden tarkistus',
      sv: 'Inled en granskning av anställningar',
      en: 'Start an employment review',
    },
    steps: [open('reviews'), choose((l) => reviews[l].startAll)],
  },
  {
    title: {
      fi: 'Vahvista odottava automaattinen poisto',
      sv: 'Bekräfta en automatisk rensning som väntar',
      en: 'Confirm a suspended clean-up',
    },
    steps: [
      open('runs'),
      choose(
        (l) => runs[l].confirm,
        (l) => runs[l].drop,
      ),
    ],
  },
  {
    title: {
      fi: 'Julkaise tiedote kaikille',
      sv: 'Publicera ett meddelande till alla',
      en: 'Publish a notice to everyone',
    },
    steps: [open('notices'), fill((l) => notices[l].headline), choose((l) => notices[l].publish)],
  },
  {
    title: {
      fi: 'Julkaise uusi tietosuojaseloste',
      sv: 'Publicera en ny dataskyddsbeskrivning',
      en: 'Publish a new privacy notice',
    },
    steps: [
      open('privacyVersions'),
      fill((l) => privacy[l].changed),
      choose((l) => privacy[l].publish),
    ],
  },
  {
    title: {
      fi: 'Lähetä epäonnistuneet viestit uudelleen',
      sv: 'Skicka misslyckade meddelanden på nytt',
      en: 'Send failed e-mails again',
    },
    steps: [open('service'), choose((l) => service[l].retryAll)],
  },
  {
    title: {
      fi: 'Selvitä, kuka teki mitä',
      sv: 'Ta reda på vem som gjorde vad',
      en: 'Find out who did what',
    },
    steps: [open('audit'), fill((l) => audit[l].subject), choose((l) => audit[l].show)],
  },
];
