/** The name of two-step verification, shared by the table of pages and the pages. */
import type { Translated } from '../../policy/languages.ts';

export const factorTitle: Translated = {
  fi: 'Kaksivaiheinen tunnistautuminen',
  sv: 'Tvåstegsverifiering',
  en: 'Two-step verification',
};
