/** Tells the then-current address that a change was requested, and how to cancel it. */
import { paragraph } from '../letter.ts';
import { evented } from '../sources.ts';
import type { About, Template } from '../template.ts';

export const addressChangeRequested: Template<{ at: string; link: string }> = {
  data: evented(async ({ settings }, { event }) => {
    // The page My account.
    return { at: event.at, link: `${settings.PUBLIC_URL}/account` };
  }),
  to: addressThen,
  fi: (m, { moment }) => ({
    subject: 'Sähköpostiosoitteesi vaihtamista on pyydetty',
    preheader: 'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
    before: [
      paragraph(
        `Käyttäjätilisi sähköpostiosoitetta pyydettiin vaihtamaan ${moment(m.at)}.`,
        'Pyynnön teki tilillesi kirjautunut henkilö.',
        'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
      ),
      paragraph(
        'Jos et ole pyytänyt vaihtoa, aseta heti uusi salasana kirjautumissivulla.',
        'Se peruu vaihdon ja päättää kaikki istunnot.',
        'Voit perua vaihdon myös sivulla Oma tili.',
        `Jos tarvitset apua, ota yhteyttä palvelun ylläpitoon: ${m.serviceContact}`,
      ),
    ],
    button: { label: 'Avaa Oma tili', link: m.link },
    why: 'Sait tämän viestin, koska tämä on käyttäjätilisi nykyinen osoite.',
  }),
  sv: (m, { moment }) => ({
    subject: 'En ändring av din e-postadress har begärts',
    preheader: 'Adressen ändras först när den nya adressen har bekräftats.',
    before: [
      paragraph(
        `Någon som var inloggad på ditt användarkonto begärde ${moment(m.at)}`,
        'att kontots e-postadress skulle ändras.',
        'Adressen ändras först när den nya adressen har bekräftats.',
      ),
      paragraph(
        'Om du inte har begärt ändringen ska du genast välja ett nytt lösenord på inloggningssidan.',
        'Det avbryter ändringen och avslutar alla sessioner.',
        'Du kan också avbryta ändringen på sidan Mitt konto.',
        `Om du behöver hjälp, kontakta tjänstens administration: ${m.serviceContact}`,
      ),
    ],
    button: { label: 'Öppna Mitt konto', link: m.link },
    why: 'Du får det här meddelandet eftersom detta är den nuvarande adressen för ditt konto.',
  }),
  en: (m, { moment }) => ({
    subject: 'A change of your e-mail address was requested',
    preheader: 'The address changes only after the new one has been confirmed.',
    before: [
      paragraph(
        `On ${moment(m.at)}, someone who was signed in to your user account`,
        'asked to change its e-mail address.',
        'The address changes only after the new one has been confirmed.',
      ),
      paragraph(
        'If you did not ask for this, set a new password on the sign-in page at once.',
        'That cancels the change and ends all sessions.',
        'You can also cancel the change on the page My account.',
        `If you need help, contact the service administration: ${m.serviceContact}`,
      ),
    ],
    button: { label: 'Open My account', link: m.link },
    why: 'You received this message because this is the current address of your account.',
  }),
};

/** The address may have changed since, and the current one must not receive this e-mail. */
function addressThen({ account, event, now }: About): string | undefined {
  const { person, row, formerAddresses } = account;
  const at = event?.at ?? now;
  if (!row.addressChangedAt || row.addressChangedAt <= at) return person?.email;
  const since = formerAddresses.filter(({ changedAt }) => changedAt > at);
  return since.sort((a, b) => (a.changedAt < b.changedAt ? -1 : 1))[0]?.email;
}
