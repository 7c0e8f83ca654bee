/** Texts for the home page. */
import { counted } from '../../../policy/counted.ts';
import { limit } from '../../../policy/limits.ts';
import type { WorkKind } from '../../../policy/work-kinds.ts';
import { inEveryLanguage } from '../../language.tsx';

type Kinds = Record<WorkKind, (count: number) => string>;

const fi: Kinds = {
  suspended_run: () => 'Tilien automaattinen poisto odottaa vahvistustasi.',
  data_requests: (count) => `${counted(count, 'tietopyyntö', 'tietopyyntöä')} odottaa vastausta.`,
  restore_requests: (count) =>
    `${counted(count, 'palautuspyyntö', 'palautuspyyntöä')} odottaa päätöstä.`,
  approvals: (count) => `${counted(count, 'ehdotus', 'ehdotusta')} odottaa hyväksyntää.`,
  organization_reviews: (count) =>
    `${counted(count, 'organisaation palvelussuhteiden tarkistus', 'organisaation palvelussuhteiden tarkistusta')} odottaa ylläpitoa.`,
  review_answers: (count) =>
    `${counted(count, 'käyttäjän', 'käyttäjän')} palvelussuhde odottaa vahvistustasi.`,
  transfers: (count) => `${counted(count, 'siirtoehdotus', 'siirtoehdotusta')} odottaa vastausta.`,
  expiring_invitations: (count) => `${counted(count, 'kutsu', 'kutsua')} vanhenee pian.`,
  expiring_accounts: (count) =>
    `${counted(count, 'käyttäjätili', 'käyttäjätiliä')} poistuu käytöstä ${limit.digestDays} päivän kuluessa, ellei ${count === 1 ? 'sitä' : 'niitä'} käytetä.`,
  failed_mails: (count) => `${count} sähköpostiviestin lähetys on epäonnistunut.`,
  silent_systems: (count) =>
    `${counted(count, 'järjestelmä', 'järjestelmää')} on jättänyt muutokset kuittaamatta ${limit.signalDays} päivän ajan.`,
  late_timers: (count) =>
    `${counted(count, 'ajastettu tehtävä', 'ajastettua tehtävää')} on myöhässä.`,
};

const sv: Kinds = {
  suspended_run: () => 'Den automatiska rensningen av konton väntar på din bekräftelse.',
  data_requests: (count) =>
    `${counted(count, 'begäran om uppgifter', 'begäranden om uppgifter')} väntar på svar.`,
  restore_requests: (count) =>
    `${counted(count, 'begäran om återställning', 'begäranden om återställning')} väntar på beslut.`,
  approvals: (count) => `${counted(count, 'förslag', 'förslag')} väntar på godkännande.`,
  organization_reviews: (count) =>
    `${counted(count, 'organisations granskning av anställningar', 'organisationers granskning av anställningar')} väntar på administrationen.`,
  review_answers: (count) =>
    count === 1
      ? '1 användares anställning väntar på din bekräftelse.'
      : `${count} användares anställningar väntar på din bekräftelse.`,
  transfers: (count) =>
    `${counted(count, 'föreslagen överföring', 'föreslagna överföringar')} väntar på svar.`,
  expiring_invitations: (count) => `${counted(count, 'inbjudan', 'inbjudningar')} går snart ut.`,
  expiring_accounts: (count) =>
    count === 1
      ? `1 konto inaktiveras inom ${counted(limit.digestDays, 'dag', 'dagar')} om det inte används.`
      : `${count} konton inaktiveras inom ${counted(limit.digestDays, 'dag', 'dagar')} om de inte används.`,
  failed_mails: (count) =>
    `${counted(count, 'e-postmeddelande', 'e-postmeddelanden')} har inte kunnat skickas.`,
  silent_systems: (count) =>
    `${counted(count, 'system har', 'system har')} inte bekräftat ändringar på ${counted(limit.signalDays, 'dag', 'dagar')}.`,
  late_timers: (count) =>
    `${counted(count, 'schemalagd uppgift är försenad', 'schemalagda uppgifter är försenade')}.`,
};

const en: Kinds = {
  suspended_run: () => 'The automatic clean-up is waiting for your confirmation.',
  data_requests: (count) =>
    `${counted(count, 'data request is', 'data requests are')} waiting for an answer.`,
  restore_requests: (count) =>
    `${counted(count, 'restore request is', 'restore requests are')} waiting for a decision.`,
  approvals: (count) => `${counted(count, 'proposal is', 'proposals are')} awaiting approval.`,
  organization_reviews: (count) =>
    `${counted(count, 'employment review awaits', 'employment reviews await')} the administration.`,
  review_answers: (count) =>
    `${counted(count, 'employment awaits', 'employments await')} your confirmation.`,
  transfers: (count) =>
    `${counted(count, 'proposed transfer is', 'proposed transfers are')} waiting for an answer.`,
  expiring_invitations: (count) =>
    `${counted(count, 'invitation expires', 'invitations expire')} soon.`,
  expiring_accounts: (count) =>
    `${counted(count, 'account', 'accounts')} will be deactivated within ${counted(limit.digestDays, 'day', 'days')} unless used.`,
  failed_mails: (count) => `${counted(count, 'e-mail', 'e-mails')} could not be sent.`,
  silent_systems: (count) =>
    `${counted(count, 'system has', 'systems have')} not acknowledged changes for ${counted(limit.signalDays, 'day', 'days')}.`,
  late_timers: (count) => `${counted(count, 'timer is', 'timers are')} late.`,
};

export const texts = inEveryLanguage({
  fi: {
    work: 'Odottavat tehtävät',
    kinds: fi,
    nothing: 'Sinulla ei ole odottavia tehtäviä.',
    more: (sentence: string) => `Yli ${sentence}`,
    first: 'Kiireisin:',
    account: 'Käyttäjätilisi',
    until: 'Jos et kirjaudu, tilisi poistuu käytöstä',
    unconfirmed:
      'Organisaatiosi ei ole vahvistanut, että työskentelet siellä edelleen. Kirjautuminen ei riitä: säilytä tilisi sähköpostiviestin linkillä tai pyydä organisaatiosi pääkäyttäjää vahvistamaan palvelussuhteesi. Muuten tilisi poistuu käytöstä',
    employment: 'Palvelussuhteesi päättyy, ja tilisi poistuu käytöstä',
    factorOn: 'Kaksivaiheinen tunnistautuminen on käytössä.',
    factorOff:
      'Kaksivaiheinen tunnistautuminen ei ole käytössä. Se suojaa tiliäsi, vaikka joku saisi salasanasi.',
    factorSetUp: 'Ota kaksivaiheinen tunnistautuminen käyttöön',
    toAccount: 'Siirry omaan tiliin',
    pendingChange:
      'Tilillesi on pyydetty muutosta, jota ei ole vielä vahvistettu. Peru se, jos et pyytänyt sitä itse.',
    toPendingChange: 'Tarkista vireillä oleva muutos',
  },
  sv: {
    work: 'Väntande uppgifter',
    kinds: sv,
    nothing: 'Du har inga väntande uppgifter.',
    more: (sentence: string) => `Fler än ${sentence}`,
    first: 'Mest brådskande:',
    account: 'Ditt konto',
    until: 'Om du inte loggar in inaktiveras ditt konto',
    unconfirmed:
      'Din organisation har inte bekräftat att du fortfarande arbetar där. Det räcker inte att logga in: behåll kontot med länken i e-postmeddelandet eller be organisationens huvudanvändare bekräfta din anställning. Annars inaktiveras ditt konto',
    employment: 'Din anställning upphör och ditt konto inaktiveras',
    factorOn: 'Tvåstegsverifiering är på.',
    factorOff:
      'Tvåstegsverifiering är av. Den skyddar ditt konto även om någon får tag på ditt lösenord.',
    factorSetUp: 'Aktivera tvåstegsverifiering',
    toAccount: 'Gå till ditt konto',
    pendingChange:
      'En ändring av ditt konto har begärts men inte bekräftats ännu. Avbryt den om du inte själv har begärt den.',
    toPendingChange: 'Kontrollera den väntande ändringen',
  },
  en: {
    work: 'Pending work',
    kinds: en,
    nothing: 'Nothing is waiting for you.',
    more: (sentence: string) => `More than ${sentence}`,
    first: 'Most urgent:',
    account: 'Your account',
    until: 'Unless you sign in, your account will be deactivated on',
    unconfirmed:
      'Your organization has not confirmed that you still work there. Signing in is not enough: keep your account by the link in the e-mail, or ask a primary user of your organization to confirm your employment. Otherwise, your account will be deactivated on',
    employment: 'Your employment ends and your account will be deactivated on',
    factorOn: 'Two-step verification is on.',
    factorOff:
      'Two-step verification is off. It protects your account even if somebody learns your password.',
    factorSetUp: 'Set up two-step verification',
    toAccount: 'Go to your account',
    pendingChange:
      'A change to your account has been requested but not confirmed yet. Cancel it if you did not ask for it.',
    toPendingChange: 'Check the pending change',
  },
});
