/** What everybody does with their own account, step by step. */
import { pages } from '../../pages.ts';
import { common } from '../../texts/common.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { texts as forgotten } from '../forgot-password.texts.ts';
import { texts as account } from '../my-account/texts.ts';
import { texts as data } from '../my-data/texts.ts';
import { texts as proposal } from '../propose.tsx';
import { texts as signIn } from '../sign-in.tsx';
import { choose, fill, open, type Task } from './steps.ts';

export const ownTasks: readonly Task[] = [
  {
    title: {
      fi: 'Kirjaudu, jotta tilisi pysyy käytössä',
      sv: 'Logga in så att kontot förblir aktivt',
      en: 'Sign in, which keeps your account active',
    },
    steps: [
      open(pages.signIn),
      fill((l) => common[l].email),
      fill((l) => signIn[l].password),
      choose((l) => common[l].signIn),
    ],
  },
  {
    title: {
      fi: 'Aseta uusi salasana, jos unohdit entisen',
      sv: 'Välj ett nytt lösenord om du har glömt det gamla',
      en: 'Set a new password if you forgot the old one',
    },
    steps: [
      open(pages.forgotPassword),
      fill((l) => common[l].email),
      choose((l) => forgotten[l].send),
    ],
  },
  {
    title: { fi: 'Vaihda salasana', sv: 'Byt lösenord', en: 'Change your password' },
    steps: [
      open(pages.myAccount),
      fill((l) => account[l].present),
      fill((l) => account[l].newPassword),
      choose((l) => account[l].changePassword),
    ],
  },
  {
    title: {
      fi: 'Suojaa tilisi kaksivaiheisella tunnistautumisella',
      sv: 'Skydda kontot med tvåstegsverifiering',
      en: 'Protect your account with two-step verification',
    },
    steps: [
      open(pages.secondFactor),
      choose(
        (l) => factorTexts[l].addApp,
        (l) => factorTexts[l].addPasskey,
      ),
      fill((l) => factorTexts[l].present),
      choose((l) => factorTexts[l].next),
    ],
  },
  {
    title: {
      fi: 'Muuta nimeäsi tai viestien kieltä',
      sv: 'Ändra ditt namn eller språket i meddelandena',
      en: 'Change your name or the language of messages',
    },
    steps: [open(pages.myAccount), fill((l) => account[l].language), choose((l) => common[l].save)],
  },
  {
    title: {
      fi: 'Vaihda sähköpostiosoite',
      sv: 'Byt e-postadress',
      en: 'Change your e-mail address',
    },
    steps: [
      open(pages.myAccount),
      fill((l) => account[l].newAddress),
      choose((l) => account[l].sendLink),
    ],
  },
  {
    title: {
      fi: 'Kirjaudu ulos kaikista selaimista',
      sv: 'Logga ut från alla webbläsare',
      en: 'Sign out of all browsers',
    },
    steps: [open(pages.myAccount), choose((l) => account[l].endAll)],
  },
  {
    title: {
      fi: 'Ehdota kollegaa, jos organisaatiosi sallii sen',
      sv: 'Föreslå en kollega, om organisationen tillåter det',
      en: 'Propose a colleague, if your organization allows it',
    },
    steps: [open(pages.propose), fill((l) => common[l].email), choose((l) => proposal[l].send)],
  },
  {
    title: {
      fi: 'Katso, tulosta tai lataa omat tietosi',
      sv: 'Se, skriv ut eller hämta dina uppgifter',
      en: 'See, print or download your data',
    },
    steps: [
      open(pages.myData),
      choose(
        (l) => data[l].print,
        (l) => data[l].file,
      ),
    ],
  },
  {
    title: {
      fi: 'Pyydä tietojesi oikaisemista tai poistamista',
      sv: 'Begär att dina uppgifter rättas eller raderas',
      en: 'Ask to have your data corrected or erased',
    },
    steps: [open(pages.myData), fill((l) => data[l].what), choose((l) => data[l].send)],
  },
];
