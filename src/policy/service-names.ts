/** The service's name in each language, for e-mails and pages. */
import type { Language } from './languages.ts';

export const serviceNames: Readonly<Record<Language, string>> = {
  fi: 'Työllisyyspalvelujen palvelumanuaali',
  sv: 'Sysselsättningstjänsternas servicemanual',
  en: 'Employment Services Manual',
};
