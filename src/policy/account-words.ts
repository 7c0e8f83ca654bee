/** The names of an account's statuses and the reasons for them in each language. */
import type { Language } from './languages.ts';
import type { Status, StatusReason } from './statuses.ts';

type Words = {
  status: Readonly<Record<Status, string>>;
  why: Readonly<Record<StatusReason, string>>;
};

const fi: Words = {
  status: {
    proposed: 'Ehdotettu',
    declined: 'Hylätty',
    invited: 'Kutsuttu',
    invitation_expired: 'Kutsu vanhentunut',
    invitation_void: 'Kutsu rauennut',
    active: 'Käytössä',
    deactivated: 'Poistettu käytöstä',
    erased: 'Tiedot poistettu',
  },
  why: {
    awaits_approval: 'Kutsu odottaa hyväksyntää.',
    approval_declined: 'Kutsua ei hyväksytty.',
    approval_expired: 'Kutsua ei hyväksytty määräajassa.',
    invitation_open: 'Kutsu on voimassa, mutta sitä ei ole vielä käytetty.',
    invitation_expired: 'Kutsua ei käytetty määräajassa.',
    inviter_lost:
      'Kutsu ei ole voimassa, koska kutsujalla ei ole enää oikeutta kutsua. Lähetä kutsu uudelleen.',
    recent_activity: 'Tiliä on käytetty äskettäin.',
    notice_sent: 'Käyttämättömyydestä on lähetetty ilmoitus.',
    awaits_notice: 'Tiliä ei ole käytetty; ilmoitus lähtee ennen käytöstä poistamista.',
    awaits_confirmation:
      'Organisaatio ei ole vahvistanut palvelussuhdetta; tili poistuu käytöstä, ellei asiaa vahvisteta.',
    inactivity: 'Tiliä ei ollut käytetty pitkään aikaan.',
    administration: 'Ylläpitäjä tai pääkäyttäjä poisti tilin käytöstä.',
    employment_ended: 'Palvelussuhde on päättynyt.',
    unconfirmed: 'Organisaatio ei vahvistanut palvelussuhdetta.',
    closed_by_user: 'Henkilö sulki tilinsä itse.',
    retention_over: 'Säilytysaika on päättynyt.',
    erased: 'Tiedot on poistettu.',
  },
};

const sv: Words = {
  status: {
    proposed: 'Föreslagen',
    declined: 'Avslagen',
    invited: 'Inbjuden',
    invitation_expired: 'Inbjudan har gått ut',
    invitation_void: 'Inbjudan gäller inte',
    active: 'Aktiv',
    deactivated: 'Inaktiverad',
    erased: 'Raderad',
  },
  why: {
    awaits_approval: 'Inbjudan väntar på godkännande.',
    approval_declined: 'Inbjudan godkändes inte.',
    approval_expired: 'Inbjudan godkändes inte inom utsatt tid.',
    invitation_open: 'Inbjudan gäller men har inte använts ännu.',
    invitation_expired: 'Inbjudan användes inte inom utsatt tid.',
    inviter_lost:
      'Inbjudan gäller inte, eftersom den som bjöd in inte längre har rätt att bjuda in. Skicka inbjudan på nytt.',
    recent_activity: 'Kontot har använts nyligen.',
    notice_sent: 'Ett meddelande om att kontot inte använts har skickats.',
    awaits_notice: 'Kontot har inte använts; ett meddelande skickas före inaktiveringen.',
    awaits_confirmation:
      'Organisationen har inte bekräftat anställningen; kontot inaktiveras om den inte bekräftas.',
    inactivity: 'Kontot hade inte använts på länge.',
    administration: 'En administratör eller huvudanvändare inaktiverade kontot.',
    employment_ended: 'Anställningen har upphört.',
    unconfirmed: 'Organisationen bekräftade inte anställningen.',
    closed_by_user: 'Personen stängde sitt konto själv.',
    retention_over: 'Lagringstiden har gått ut.',
    erased: 'Uppgifterna har raderats.',
  },
};

const en: Words = {
  status: {
    proposed: 'Proposed',
    declined: 'Declined',
    invited: 'Invited',
    invitation_expired: 'Invitation expired',
    invitation_void: 'Invitation void',
    active: 'Active',
    deactivated: 'Deactivated',
    erased: 'Erased',
  },
  why: {
    awaits_approval: 'The invitation is awaiting approval.',
    approval_declined: 'The invitation was not approved.',
    approval_expired: 'The invitation was not approved in time.',
    invitation_open: 'The invitation is open and has not been used yet.',
    invitation_expired: 'The invitation was not used in time.',
    inviter_lost:
      'The invitation is void, because the person who sent it can no longer invite. Send it again.',
    recent_activity: 'The account was used recently.',
    notice_sent: 'A notice about inactivity has been sent.',
    awaits_notice: 'The account has not been used; a notice is sent before it is deactivated.',
    awaits_confirmation:
      'The organization has not confirmed the employment; the account will be deactivated unless it does.',
    inactivity: 'The account had not been used for a long time.',
    administration: 'An administrator or primary user deactivated the account.',
    employment_ended: 'The employment has ended.',
    unconfirmed: 'The organization did not confirm the employment.',
    closed_by_user: 'The person closed the account.',
    retention_over: 'The retention period has ended.',
    erased: 'The data has been erased.',
  },
};

export const accountWords: Readonly<Record<Language, Words>> = { fi, sv, en };
