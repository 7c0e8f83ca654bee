/** Names of the data subject requests, in every language. */
import type { DataRequestKind } from '../../policy/data-request-kinds.ts';
import { inEveryLanguage } from '../language.tsx';

type Kinds = Record<DataRequestKind, string>;

const fi: Kinds = {
  access: 'Haluan tietää, mitä tietoja minusta on',
  correct: 'Haluan oikaista tietojani',
  erase: 'Haluan, että tietoni poistetaan',
  restrict: 'Haluan rajoittaa tietojeni käsittelyä',
  object: 'Vastustan tietojeni käsittelyä',
};
const sv: Kinds = {
  access: 'Jag vill veta vilka uppgifter som finns om mig',
  correct: 'Jag vill rätta mina uppgifter',
  erase: 'Jag vill att mina uppgifter raderas',
  restrict: 'Jag vill begränsa behandlingen av mina uppgifter',
  object: 'Jag motsätter mig behandlingen av mina uppgifter',
};
const en: Kinds = {
  access: 'I want to know what data is held about me',
  correct: 'I want my data corrected',
  erase: 'I want my data erased',
  restrict: 'I want the processing of my data restricted',
  object: 'I object to the processing of my data',
};

export const dataRequestTexts = inEveryLanguage({ fi, sv, en });
