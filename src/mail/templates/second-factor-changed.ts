/** Tells a person what changed about their second factors. */
import { z } from 'zod';
import { type FactorChange, factorChanges } from '../../policy/factor-kinds.ts';
import type { Language } from '../../policy/languages.ts';
import { evented, said } from '../sources.ts';
import type { Template } from '../template.ts';

/** A sign-in counts only if it used a recovery code. */
const changeOf: Readonly<Record<string, FactorChange>> = {
  second_factor_added: 'added',
  second_factor_removed: 'removed',
  recovery_codes_renewed: 'codes_renewed',
  signed_in: 'code_used',
};

const changes: Record<Language, Record<FactorChange, string>> = {
  fi: {
    added: 'Käyttäjätilillesi lisättiin kaksivaiheisen tunnistautumisen tapa.',
    removed: 'Käyttäjätililtäsi poistettiin kaksivaiheisen tunnistautumisen tapa.',
    codes_renewed:
      'Käyttäjätilillesi tehtiin uudet palautuskoodit. Aiemmat koodit eivät enää toimi.',
    code_used: 'Käyttäjätilillesi kirjauduttiin palautuskoodilla.',
  },
  sv: {
    added: 'Ett nytt sätt för tvåstegsverifiering har lagts till i ditt användarkonto.',
    removed: 'Ett sätt för tvåstegsverifiering har tagits bort från ditt användarkonto.',
    codes_renewed:
      'Nya återställningskoder har skapats för ditt användarkonto. De tidigare fungerar inte längre.',
    code_used: 'Någon loggade in på ditt användarkonto med en återställningskod.',
  },
  en: {
    added: 'A two-step verification method was added to your user account.',
    removed: 'A two-step verification method was removed from your user account.',
    codes_renewed:
      'New recovery codes were created for your user account. Earlier codes no longer work.',
    code_used: 'Somebody signed in to your user account with a recovery code.',
  },
};

export const secondFactorChanged: Template<{ at: string; change: FactorChange }> = {
  data: evented(async (_, { event }) => {
    return { at: event.at, change: said(z.enum(factorChanges), changeOf[event.kind]) };
  }),
  fi: (m, { moment, ifNotYou }) => ({
    subject: 'Kirjautumisesi on muuttunut',
    preheader: `Muutos tehtiin ${moment(m.at)}.`,
    before: [`${changes.fi[m.change]} Tämä tapahtui ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Sait tämän viestin, koska tunnistautumisen muutoksista ilmoitetaan tilin haltijalle.',
  }),
  sv: (m, { moment, ifNotYou }) => ({
    subject: 'Ditt sätt att logga in har ändrats',
    preheader: `Ändringen gjordes ${moment(m.at)}.`,
    before: [`${changes.sv[m.change]} Detta skedde ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar om ändringar i inloggningen.',
  }),
  en: (m, { moment, ifNotYou }) => ({
    subject: 'How you sign in has changed',
    preheader: `The change was made on ${moment(m.at)}.`,
    before: [`${changes.en[m.change]} This happened on ${moment(m.at)}.`, ifNotYou(m)],
    why: 'You received this message because we always tell you about changes to how you sign in.',
  }),
};
