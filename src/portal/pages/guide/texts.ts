/** Texts of the guide around its tasks. */
import { inEveryLanguage } from '../../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Tämä ohje on palvelun käyttäjäkoulutus. Siinä on kullekin roolille yleisimmät tehtävät. Lue oman roolisi tehtävät ennen kuin aloitat, ja palaa tänne, kun et muista, miten jokin tehdään.',
    forRole: 'Kenelle?',
    tasksOf: {
      admin: 'Ylläpitäjän tehtävät',
      primary_user: 'Pääkäyttäjän tehtävät',
      editor: 'Sisällöntuottajan tehtävät',
      expert: 'Asiantuntijan tehtävät',
    },
    ownAccount: 'Oma tili',
    rolesLink: 'Mitä kukin rooli saa tehdä',
    open: 'Avaa sivu',
    choose: 'Valitse',
    fill: 'Täytä kohta',
    or: 'tai',
    find: 'Etsi henkilö sivun yläreunan haulla ja avaa hänen sivunsa',
  },
  sv: {
    lead: 'Den här handledningen är tjänstens användarutbildning. Den innehåller de vanligaste uppgifterna för varje roll. Läs din rolls uppgifter innan du börjar och kom tillbaka när du inte minns hur något görs.',
    forRole: 'För vem?',
    tasksOf: {
      admin: 'Administratörens uppgifter',
      primary_user: 'Huvudanvändarens uppgifter',
      editor: 'Innehållsproducentens uppgifter',
      expert: 'Den sakkunnigas uppgifter',
    },
    ownAccount: 'Det egna kontot',
    rolesLink: 'Vad varje roll får göra',
    open: 'Öppna sidan',
    choose: 'Välj',
    fill: 'Fyll i',
    or: 'eller',
    find: 'Sök personen högst upp på sidan och öppna personens sida',
  },
  en: {
    lead: 'This guide is the training for users of the service. It has the most common tasks of each role. Read those of your role before you begin, and come back when you do not remember how something is done.',
    forRole: 'For whom?',
    tasksOf: {
      admin: 'Tasks of an administrator',
      primary_user: 'Tasks of a primary user',
      editor: 'Tasks of an editor',
      expert: 'Tasks of an expert',
    },
    ownAccount: 'Your own account',
    rolesLink: 'What each role may do',
    open: 'Open the page',
    choose: 'Choose',
    fill: 'Fill in',
    or: 'or',
    find: 'Find the person with the search at the top of the page, and open their page',
  },
});
