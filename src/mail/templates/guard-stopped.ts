/** Asks the administrators to check a run that would take unusually many accounts, while it waits. */
import { readSuspendedRun } from '../../store/suspended-run.ts';
import { paragraph } from '../letter.ts';
import type { Template } from '../template.ts';

export const guardStopped: Template<{ toDeactivate: number; toErase: number; link: string }> = {
  async data(deps, { aboutId }) {
    const run = await readSuspendedRun(deps);
    if (run?.runId !== aboutId || run.confirmedBy || run.droppedBy) return undefined;
    const { toDeactivate, toErase } = run;
    return { toDeactivate, toErase, link: `${deps.settings.PUBLIC_URL}/runs` };
  },
  fi: (m) => ({
    subject: 'Käyttäjätilien automaattinen käsittely on pysäytetty',
    preheader: 'Käsittely odottaa ylläpitäjän vahvistusta.',
    before: [
      paragraph(
        'Tarkista pysäytetty käsittely ja vahvista se, jos se on oikein.',
        'Käsittelyssä olisi poistettu käytöstä tai pysyvästi',
        'poikkeuksellisen monta käyttäjätiliä.',
        'Näille tileille ei tehdä mitään ennen ylläpitäjän vahvistusta.',
      ),
    ],
    facts: [
      ['Käytöstä poistettavia tilejä', String(m.toDeactivate)],
      ['Pysyvästi poistettavia tilejä', String(m.toErase)],
    ],
    button: { label: 'Tarkista käsittely', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  sv: (m) => ({
    subject: 'Den automatiska behandlingen av användarkonton har stoppats',
    preheader: 'Behandlingen väntar på en administratörs bekräftelse.',
    before: [
      paragraph(
        'Kontrollera den stoppade behandlingen och bekräfta den om den är riktig.',
        'Behandlingen skulle ha inaktiverat eller permanent raderat',
        'ovanligt många användarkonton.',
        'Inget görs med dessa konton förrän en administratör har bekräftat behandlingen.',
      ),
    ],
    facts: [
      ['Konton som ska inaktiveras', String(m.toDeactivate)],
      ['Konton som ska raderas permanent', String(m.toErase)],
    ],
    button: { label: 'Kontrollera behandlingen', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  en: (m) => ({
    subject: 'The automatic processing of user accounts was stopped',
    preheader: 'The processing is waiting for confirmation by an administrator.',
    before: [
      paragraph(
        'Please check the stopped processing and confirm it if it is right.',
        'It would have deactivated or permanently erased unusually many user accounts.',
        'Nothing is done to these accounts until an administrator has confirmed it.',
      ),
    ],
    facts: [
      ['Accounts to deactivate', String(m.toDeactivate)],
      ['Accounts to erase permanently', String(m.toErase)],
    ],
    button: { label: 'Check the processing', link: m.link },
    why: 'You received this message because you are an administrator of the service.',
  }),
};
