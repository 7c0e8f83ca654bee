/** What two-step verification is called; the table of pages and other pages name it alike. */
import type { Translated } from '../../policy/languages.ts';

export const factorTitle: Translated = {
  fi: 'Kaksivaiheinen tunnistautuminen',
  sv: 'Tvåstegsverifiering',
  en: 'Two-step verification',
};
