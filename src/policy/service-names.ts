/** What the service is called in each language; mails and pages take the name from here. */
import type { Language } from './languages.ts';

export const serviceNames: Readonly<Record<Language, string>> = {
  fi: 'Työllisyyspalvelujen palvelumanuaali',
  sv: 'Sysselsättningstjänsternas servicemanual',
  en: 'Employment Services Manual',
};
