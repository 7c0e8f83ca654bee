/** The names of the roles in each language, for e-mails and pages. */
import type { Language } from './languages.ts';
import type { Role } from './roles.ts';

export const roleNames: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  fi: {
    admin: 'ylläpitäjä',
    primary_user: 'organisaation pääkäyttäjä',
    editor: 'sisällöntuottaja',
    expert: 'työllisyyspalvelujen asiantuntija',
  },
  sv: {
    admin: 'administratör',
    primary_user: 'organisationens huvudanvändare',
    editor: 'innehållsproducent',
    expert: 'sakkunnig inom sysselsättningstjänster',
  },
  en: {
    admin: 'administrator',
    primary_user: 'primary user',
    editor: 'editor',
    expert: 'expert',
  },
};
