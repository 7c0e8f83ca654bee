/** The mails in Finnish: plain administrative language; names stand alone, uninflected. */

import type { DataRequestKind } from '../../policy/data-request-kinds.ts';
import type { FactorChange } from '../../policy/factor-kinds.ts';
import { limit } from '../../policy/limits.ts';
import { roleNames } from '../../policy/role-names.ts';
import { serviceNames } from '../../policy/service-names.ts';
import { datesIn } from '../dates.ts';
import { type Letter, paragraph, type Texts } from '../letter.ts';
import type { CommonData, MailData } from '../mail-data.ts';

const { day, lastDay, moment } = datesIn('fi');
const roles = roleNames.fi;
const service = serviceNames.fi;

const requests: Record<DataRequestKind, string> = {
  access: 'omien tietojen tarkastaminen',
  correct: 'tietojen oikaiseminen',
  erase: 'tietojen poistaminen',
  restrict: 'käsittelyn rajoittaminen',
  object: 'käsittelyn vastustaminen',
};

const factorChanges: Record<FactorChange, string> = {
  added: 'Käyttäjätilillesi lisättiin kaksivaiheisen tunnistautumisen tapa.',
  removed: 'Käyttäjätililtäsi poistettiin kaksivaiheisen tunnistautumisen tapa.',
  codes_renewed: 'Käyttäjätilillesi tehtiin uudet palautuskoodit. Aiemmat koodit eivät enää toimi.',
  code_used: 'Käyttäjätilillesi kirjauduttiin palautuskoodilla.',
};

export const finnish: Texts = {
  invitation: (m) =>
    invitation(m, `Kutsu: ${service}`, [
      `Sinut on kutsuttu ${service} -verkkopalvelun käyttäjäksi.`,
    ]),
  invitation_reminder: (m) =>
    invitation(m, `Muistutus kutsusta: ${service}`, [
      `Et ole vielä käyttänyt saamaasi kutsua ${service} -verkkopalvelun käyttäjäksi.`,
      'Tämän viestin linkki korvaa aiemman linkin.',
    ]),
  invitation_approval_requested: (m) => ({
    subject: 'Kutsuehdotus odottaa päätöstäsi',
    preheader: 'Kutsu lähetetään vasta, kun ehdotus on hyväksytty.',
    before: [
      paragraph(
        'Hyväksy tai hylkää ehdotus uuden käyttäjän kutsumisesta.',
        'Kutsu lähetetään vasta, kun ehdotus on hyväksytty.',
      ),
    ],
    facts: [
      ['Ehdottaja', m.proposerName],
      ['Kutsuttava', m.inviteeName],
      ['Organisaatio', m.organizationName],
      ['Rooli', roles[m.role]],
    ],
    button: { label: 'Käsittele ehdotus', link: m.link },
    why: 'Sait tämän viestin, koska voit hyväksyä organisaation kutsuehdotuksia.',
  }),
  invitation_declined: (m) => ({
    subject: 'Kutsuehdotustasi ei hyväksytty',
    preheader: 'Kutsua ei lähetetä.',
    before: [
      paragraph(
        'Ehdotustasi uuden käyttäjän kutsumisesta ei hyväksytty, eikä kutsua lähetetä.',
        'Jos sinulla on kysyttävää päätöksestä, ota yhteyttä organisaatiosi pääkäyttäjään.',
      ),
    ],
    facts: [
      ['Kutsuttava', m.inviteeName],
      ['Perustelu', m.reason ?? 'perustelua ei ole kirjattu'],
    ],
    why: 'Sait tämän viestin, koska teit kutsuehdotuksen.',
  }),
  invitation_approved: (m) => ({
    subject: 'Kutsuehdotuksesi on hyväksytty',
    preheader: 'Kutsu lähetetään sähköpostitse.',
    before: [
      paragraph(
        'Ehdotuksesi uuden käyttäjän kutsumisesta on hyväksytty.',
        'Kutsu lähetetään sähköpostitse. Sinun ei tarvitse tehdä mitään.',
      ),
    ],
    facts: [['Kutsuttava', m.inviteeName]],
    why: 'Sait tämän viestin, koska teit kutsuehdotuksen.',
  }),
  password_reset: (m) => ({
    subject: 'Uuden salasanan asettaminen',
    preheader: `Linkki on voimassa ${moment(m.expiresAt)} asti.`,
    before: [
      paragraph(
        'Aseta uusi salasana alla olevan linkin kautta.',
        `Linkki on voimassa ${moment(m.expiresAt)} asti, ja sitä voi käyttää vain kerran.`,
      ),
    ],
    button: { label: 'Aseta uusi salasana', link: m.link },
    after: [
      paragraph(
        'Jos et ole pyytänyt uutta salasanaa, älä käytä linkkiä äläkä välitä viestiä muille.',
        'Nykyinen salasanasi pysyy voimassa.',
        'Jos saat näitä viestejä toistuvasti, ota yhteyttä palvelun ylläpitoon:',
        m.serviceContact,
      ),
    ],
    why: 'Sait tämän viestin, koska käyttäjätilillesi pyydettiin uutta salasanaa.',
  }),
  password_changed: (m) => ({
    subject: 'Salasanasi on vaihdettu',
    preheader: `Salasana vaihdettiin ${moment(m.at)}.`,
    before: [`Käyttäjätilisi salasana vaihdettiin ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Sait tämän viestin, koska ilmoitamme salasanan vaihtumisesta aina tilin haltijalle.',
  }),
  address_change_confirm: (m) => ({
    subject: 'Vahvista uusi sähköpostiosoitteesi',
    preheader: `Vahvista osoite viimeistään ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Vahvista tämä sähköpostiosoite viimeistään ${moment(m.expiresAt)}.`,
        'Osoite vaihtuu vasta, kun olet vahvistanut sen.',
        'Tämän jälkeen kirjaudut palveluun uudella osoitteella.',
      ),
    ],
    button: { label: 'Vahvista osoite', link: m.link },
    after: [
      paragraph(
        'Jos et ole pyytänyt osoitteen vaihtamista, älä vahvista osoitetta.',
        `Ilmoita asiasta palvelun ylläpidolle: ${m.serviceContact}`,
      ),
    ],
    why: 'Sait tämän viestin, koska tämä osoite annettiin käyttäjätilin uudeksi osoitteeksi.',
  }),
  address_change_requested: (m) => ({
    subject: 'Sähköpostiosoitteesi vaihtamista on pyydetty',
    preheader: 'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
    before: [
      paragraph(
        `Käyttäjätilisi sähköpostiosoitetta pyydettiin vaihtamaan ${moment(m.at)}.`,
        'Pyynnön teki tilillesi kirjautunut henkilö.',
        'Osoite vaihtuu vasta, kun uusi osoite on vahvistettu.',
      ),
      ifNotYou(m),
    ],
    why: 'Sait tämän viestin, koska tämä on käyttäjätilisi nykyinen osoite.',
  }),
  address_changed: (m) => ({
    subject: 'Sähköpostiosoitteesi on vaihdettu',
    preheader: `Osoite vaihdettiin ${moment(m.at)}.`,
    before: [
      paragraph(
        `Käyttäjätilisi sähköpostiosoite vaihdettiin ${moment(m.at)}.`,
        'Palvelun viestit lähetetään tästä lähtien uuteen osoitteeseen,',
        'jolla myös kirjaudut palveluun.',
      ),
      ifNotYou(m),
    ],
    why: 'Sait tämän viestin, koska tämä oli käyttäjätilisi aiempi osoite.',
  }),
  role_changed: (m) => ({
    subject: 'Roolisi on muuttunut',
    preheader: 'Uusi rooli on jo voimassa.',
    before: [paragraph('Roolisi palvelussa on muutettu. Uusi rooli on jo voimassa.', ifWrong(m))],
    facts: [
      ['Uusi rooli', roles[m.role]],
      ['Aiempi rooli', roles[m.previousRole]],
      ['Organisaatio', m.organizationName],
    ],
    why: 'Sait tämän viestin, koska rooli ratkaisee, mitä voit tehdä palvelussa.',
  }),
  organization_changed: (m) => ({
    subject: 'Kotiorganisaatiosi palvelussa on muuttunut',
    preheader: 'Muutos on jo voimassa.',
    before: [
      paragraph(
        'Sinut on siirretty palvelussa toiseen organisaatioon.',
        'Muutos on jo voimassa, etkä enää pääse aiemman organisaation tietoihin.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['Uusi organisaatio', m.organizationName],
      ['Aiempi organisaatio', m.previousOrganizationName],
    ],
    why: 'Sait tämän viestin, koska organisaatio ratkaisee, mihin tietoihin pääset.',
  }),
  transfer_offered: (m) => ({
    subject: 'Käyttäjän siirto odottaa päätöstäsi',
    preheader: 'Siirto toteutuu vasta, kun se on hyväksytty.',
    before: [
      paragraph(
        'Hyväksy tai hylkää käyttäjän siirto organisaatioosi.',
        'Siirto toteutuu vasta, kun se on hyväksytty.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Nykyinen organisaatio', m.fromOrganizationName],
      ['Uusi organisaatio', m.organizationName],
    ],
    button: { label: 'Käsittele siirto', link: m.link },
    why: 'Sait tämän viestin, koska olet vastaanottavan organisaation pääkäyttäjä.',
  }),
  transfer_answered: (m) => ({
    subject: m.accepted ? 'Käyttäjän siirto on hyväksytty' : 'Käyttäjän siirtoa ei hyväksytty',
    preheader: m.accepted ? 'Siirto on tehty.' : 'Käyttäjä pysyy organisaatiossasi.',
    before: [
      m.accepted
        ? 'Ehdottamasi siirto on hyväksytty ja tehty. Sinun ei tarvitse tehdä mitään.'
        : 'Ehdottamaasi siirtoa ei hyväksytty. Käyttäjä pysyy organisaatiossasi.',
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Vastaanottava organisaatio', m.organizationName],
    ],
    why: 'Sait tämän viestin, koska ehdotit siirtoa.',
  }),
  inactivity_notice: (m) => ({
    subject: `Käyttäjätilisi on voimassa enää ${lastDay(m.deactivateOn)} asti`,
    preheader: `Jos haluat pitää tilin, toimi viimeistään ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        'Et ole käyttänyt palvelua pitkään aikaan.',
        `Käyttäjätilisi on siksi voimassa enää ${daysLeft(m.daysLeft)},`,
        `${lastDay(m.deactivateOn)} asti.`,
      ),
      paragraph(
        'Jos haluat pitää tilin, avaa alla oleva linkki ja vahvista valintasi',
        `viimeistään ${lastDay(m.deactivateOn)}.`,
        'Tili säilyy myös, jos kirjaudut palveluun tavalliseen tapaan.',
      ),
    ],
    button: { label: 'Pidä käyttäjätili', link: m.link },
    after: [
      paragraph(
        'Jos et enää tarvitse tiliä, sinun ei tarvitse tehdä mitään.',
        'Tili poistetaan käytöstä, ja tietosi poistetaan pysyvästi',
        `${days(m.eraseAfterDays)} kuluttua käytöstä poistamisesta.`,
      ),
    ],
    why: 'Sait tämän viestin, koska tilin poistamisesta käytöstä ilmoitetaan etukäteen.',
  }),
  lapse_digest: (m) => ({
    subject: 'Organisaatiosi käyttäjätilejä on poistumassa käytöstä',
    preheader: 'Kehota tarvittaessa käyttäjiä kirjautumaan palveluun.',
    before: [
      paragraph(
        'Kehota alla mainittuja käyttäjiä kirjautumaan palveluun, jos he tarvitsevat tiliään.',
        'Muuten tilit poistetaan käytöstä, koska niitä ei ole käytetty pitkään aikaan.',
        'Käyttäjille itselleen ilmoitetaan asiasta erikseen.',
      ),
      `Organisaatio: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `voimassa ${lastDay(deactivateOn)} asti`]),
    button: { label: 'Näytä käyttäjät', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [
            `Viestissä on ${limit.digestPeopleMax} käyttäjää, kaikkiaan heitä on ${m.people.length}.`,
          ]
        : [],
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  notice_undeliverable: (m) => ({
    subject: 'Käyttäjälle lähetetty ilmoitus ei mennyt perille',
    preheader: 'Tarkista käyttäjän sähköpostiosoite.',
    before: [
      paragraph(
        'Tarkista, että alla mainitun käyttäjän sähköpostiosoite on oikein, ja kerro hänelle,',
        'että tili poistetaan käytöstä, ellei hän kirjaudu palveluun.',
        'Hänelle lähetetty ilmoitus asiasta ei mennyt perille.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Organisaatio', m.organizationName],
      ['Tili on voimassa ainakin', `${lastDay(m.deactivateOn)} asti`],
    ],
    why: 'Sait tämän viestin, koska olet organisaation pääkäyttäjä.',
  }),
  last_admin_warning: (m) => ({
    subject: 'Olet palvelun viimeinen aktiivinen ylläpitäjä',
    preheader: 'Kirjaudu palveluun ja kutsu toinen ylläpitäjä.',
    before: [
      paragraph('Kirjaudu palveluun ja kutsu toinen ylläpitäjä:', m.publicUrl),
      paragraph(
        'Olet palvelun ainoa aktiivinen ylläpitäjä, etkä ole käyttänyt palvelua pitkään aikaan.',
        'Tiliäsi ei poisteta käytöstä automaattisesti, jotta palvelu ei jäisi ilman ylläpitäjää.',
        'Ilman sinua kukaan ei kuitenkaan voi palauttaa tilejä eikä vastata pyyntöihin.',
      ),
    ],
    why: 'Sait tämän viestin, koska olet palvelun ainoa aktiivinen ylläpitäjä.',
  }),
  last_primary_user_warning: (m) => ({
    subject: 'Olet organisaatiosi viimeinen aktiivinen pääkäyttäjä',
    preheader: `Käyttäjätilisi on voimassa enää ${lastDay(m.deactivateOn)} asti.`,
    before: [
      paragraph(
        `Kirjaudu palveluun viimeistään ${lastDay(m.deactivateOn)} ja kutsu organisaatioosi`,
        'toinen pääkäyttäjä:',
        m.publicUrl,
      ),
      paragraph(
        'Et ole käyttänyt palvelua pitkään aikaan.',
        'Jos tilisi poistetaan käytöstä, organisaatiollasi ei ole enää pääkäyttäjää,',
        'joka voi kutsua käyttäjiä ja hallita heidän käyttöoikeuksiaan.',
      ),
    ],
    facts: [
      ['Organisaatio', m.organizationName],
      ['Tilisi on voimassa', `${lastDay(m.deactivateOn)} asti`],
    ],
    why: 'Sait tämän viestin, koska olet organisaation ainoa aktiivinen pääkäyttäjä.',
  }),
  deactivated,
  restored: (m) => ({
    subject: 'Käyttäjätilisi on palautettu',
    preheader: 'Voit taas kirjautua palveluun.',
    before: [
      `Käyttäjätilisi on palautettu, ja voit taas kirjautua palveluun: ${m.publicUrl}`,
      paragraph(
        'Jos et muista salasanaasi, voit asettaa uuden kirjautumissivulla.',
        `Jos et käytä palvelua, tili on voimassa ${lastDay(m.deactivateOn)} asti.`,
      ),
    ],
    why: 'Sait tämän viestin, koska palvelun ylläpito palautti käyttäjätilisi.',
  }),
  restore_requested: (m) => ({
    subject: 'Käyttäjätilin palautuspyyntö odottaa päätöstä',
    preheader: `Tilin voi palauttaa ${lastDay(m.eraseOn)} asti.`,
    before: [
      paragraph(
        `Käsittele palautuspyyntö viimeistään ${lastDay(m.eraseOn)}.`,
        'Sen jälkeen tiedot poistetaan pysyvästi, eikä tiliä voi enää palauttaa.',
      ),
    ],
    facts: [
      ['Käyttäjä', m.personName],
      ['Organisaatio', m.organizationName],
    ],
    button: { label: 'Käsittele pyyntö', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  restore_declined: (m) => ({
    subject: 'Käyttäjätiliäsi ei palautettu',
    preheader: `Tietosi säilytetään ${lastDay(m.eraseOn)} asti.`,
    before: [
      paragraph(
        'Palvelun ylläpito ei hyväksynyt pyyntöäsi palauttaa käyttäjätilisi.',
        `Tietosi säilytetään ${lastDay(m.eraseOn)} asti ja poistetaan sen jälkeen pysyvästi.`,
      ),
      `Jos sinulla on kysyttävää päätöksestä, ota yhteyttä ylläpitoon: ${m.serviceContact}`,
    ],
    why: 'Sait tämän viestin, koska pyysit käyttäjätilisi palauttamista.',
  }),
  employment_ends_soon: (m) => ({
    subject: `Käyttäjätilisi on voimassa ${lastDay(m.endsOn)} asti`,
    preheader: 'Tarkista palvelussuhteesi päättymispäivä.',
    before: [
      paragraph(
        `Palvelussuhteesi päättymispäiväksi on merkitty ${lastDay(m.endsOn)}.`,
        'Käyttäjätilisi poistetaan käytöstä sen päivän jälkeen.',
      ),
      paragraph(
        'Jos päivä on väärä, pyydä organisaatiosi pääkäyttäjää korjaamaan se ajoissa.',
        'Jos päivä on oikea, sinun ei tarvitse tehdä mitään.',
      ),
    ],
    why: 'Sait tämän viestin, koska käyttäjätilisi on voimassa palvelussuhteesi ajan.',
  }),
  data_request_received: (m) => ({
    subject: `Henkilötietoja koskeva pyyntö: vastaa viimeistään ${lastDay(m.dueOn)}`,
    preheader: `Pyyntö: ${requests[m.kind]}.`,
    before: [
      paragraph(
        `Vastaa henkilötietoja koskevaan pyyntöön viimeistään ${lastDay(m.dueOn)}.`,
        'Määräaika perustuu EU:n yleiseen tietosuoja-asetukseen.',
      ),
    ],
    facts: [['Pyyntö', requests[m.kind]]],
    button: { label: 'Käsittele pyyntö', link: m.link },
    why: 'Sait tämän viestin, koska olet palvelun ylläpitäjä.',
  }),
  data_request_answered: (m) => ({
    subject: 'Henkilötietojasi koskevaan pyyntöön on vastattu',
    preheader: 'Lue vastaus palvelussa.',
    before: ['Lue palvelun ylläpidon vastaus pyyntöösi. Sinun on ensin kirjauduttava palveluun.'],
    facts: [['Pyyntö', requests[m.kind]]],
    button: { label: 'Lue vastaus', link: m.link },
    after: [
      paragraph(
        'Jos katsot, että henkilötietojasi käsitellään lainvastaisesti,',
        'voit saattaa asian tietosuojavaltuutetun käsiteltäväksi.',
      ),
    ],
    why: 'Sait tämän viestin, koska teit henkilötietojasi koskevan pyynnön.',
  }),
  second_factor_changed: (m) => ({
    subject: 'Kirjautumisesi on muuttunut',
    preheader: `Muutos tehtiin ${moment(m.at)}.`,
    before: [`${factorChanges[m.change]} Tämä tapahtui ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Sait tämän viestin, koska tunnistautumisen muutoksista ilmoitetaan tilin haltijalle.',
  }),
  second_factor_guessed: (m) => ({
    subject: 'Joku tietää ehkä salasanasi',
    preheader: 'Vaihda salasanasi, ellet yrittänyt itse kirjautua.',
    before: [
      paragraph(
        `Tilillesi yritettiin kirjautua ${day(m.on)}.`,
        'Salasana oli oikein, mutta toinen tunnistautumistapa epäonnistui',
        `vähintään ${limit.wrongCodesTold} kertaa. Tilillesi ei päästy näillä yrityksillä.`,
      ),
      'Jos yritit kirjautua itse, sinun ei tarvitse tehdä mitään.',
      'Jos et, joku muu tietää salasanasi. Vaihda se heti.',
    ],
    button: { label: 'Vaihda salasana', link: m.link },
    after: [`Tarvittaessa ota yhteyttä palvelun ylläpitoon: ${m.serviceContact}`],
    why: 'Sait tämän viestin, koska epäonnistuneista kirjautumisista ilmoitetaan tilin haltijalle.',
  }),
  second_factor_reset: (m) => ({
    subject: 'Kaksivaiheinen tunnistautuminen on poistettu käytöstä tililläsi',
    preheader: 'Ota se uudelleen käyttöön, kun kirjaudut palveluun.',
    before: [
      paragraph(
        'Ota kaksivaiheinen tunnistautuminen uudelleen käyttöön, kun kirjaudut palveluun.',
        `Palvelun ylläpito poisti sen käytöstä tililläsi ${moment(m.at)}.`,
      ),
      paragraph(
        'Jos et ole pyytänyt tätä, ota heti yhteyttä palvelun ylläpitoon:',
        m.serviceContact,
      ),
    ],
    why: 'Sait tämän viestin, koska tunnistautumisen muutoksista ilmoitetaan tilin haltijalle.',
  }),
  guard_stopped: (m) => ({
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
  import_finished: (m) => ({
    subject: 'Käyttäjien tuonti on valmis',
    preheader: `Kutsuttuja: ${m.invited}, hylättyjä rivejä: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Tarkista hylätyt rivit ja niiden syyt. Muille tiedoston käyttäjille lähetetään kutsu.'
        : 'Kaikille tiedoston käyttäjille lähetetään kutsu. Sinun ei tarvitse tehdä mitään.',
    ],
    facts: [
      ['Kutsuttuja', String(m.invited)],
      ['Hylättyjä rivejä', String(m.refused)],
    ],
    button: { label: 'Näytä tuonnin tulos', link: m.link },
    why: 'Sait tämän viestin, koska toit tiedoston palveluun.',
  }),
};

function invitation(
  m: MailData['invitation'],
  subject: string,
  opening: readonly string[],
): Letter {
  return {
    subject,
    preheader: `Ota käyttäjätilisi käyttöön viimeistään ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Ota käyttäjätilisi käyttöön viimeistään ${moment(m.expiresAt)}:`,
        'avaa alla oleva linkki ja valitse salasana.',
      ),
    ],
    facts: [
      ['Kutsuja', m.inviterName ?? service],
      ['Organisaatio', m.organizationName],
      ['Rooli', roles[m.role]],
    ],
    button: { label: 'Ota käyttäjätili käyttöön', link: m.link },
    after: [
      paragraph(
        'Käyttäjätunnuksesi on se sähköpostiosoite, johon sait tämän viestin.',
        'Linkki on henkilökohtainen: älä välitä viestiä muille.',
        'Jos linkki ei enää toimi, pyydä uusi kutsu kutsujalta tai palvelun ylläpidolta.',
      ),
      paragraph(
        'Jos et tunne kutsujaa tai et tarvitse käyttäjätiliä, sinun ei tarvitse tehdä mitään.',
        'Käyttämättömän kutsun tiedot poistetaan automaattisesti.',
      ),
    ],
    why: 'Sait tämän viestin, koska sinut on kutsuttu palvelun käyttäjäksi.',
  };
}

function deactivated(m: MailData['deactivated'] & CommonData): Letter {
  const on = day(m.deactivatedAt);
  const until = lastDay(m.eraseOn);
  const own = m.reason === 'closed_by_user';
  const opening = {
    inactivity: paragraph(
      `Käyttäjätilisi poistettiin käytöstä ${on},`,
      'koska et ollut käyttänyt palvelua pitkään aikaan.',
    ),
    administration: paragraph(
      'Palvelun ylläpito tai organisaatiosi pääkäyttäjä',
      `poisti käyttäjätilisi käytöstä ${on}.`,
    ),
    employment_ended: paragraph(
      `Käyttäjätilisi poistettiin käytöstä ${on},`,
      'koska palvelussuhteesi on merkitty päättyneeksi.',
    ),
    closed_by_user: `Käyttäjätilisi suljettiin omasta pyynnöstäsi ${on}.`,
  }[m.reason];
  return {
    subject: own ? 'Käyttäjätilisi on suljettu' : 'Käyttäjätilisi on poistettu käytöstä',
    preheader: `Tietosi poistetaan pysyvästi ${until} jälkeen.`,
    before: [
      paragraph(
        opening,
        `Palvelun ylläpito voi palauttaa tilin ${until} asti.`,
        'Sen jälkeen tietosi poistetaan pysyvästi.',
      ),
      m.link
        ? 'Jos tarvitset tiliä edelleen, pyydä palauttamista alla olevan linkin kautta.'
        : `Jos tarvitset tiliä edelleen, ota yhteyttä palvelun ylläpitoon: ${m.serviceContact}`,
    ],
    button: m.link ? { label: 'Pyydä tilin palauttamista', link: m.link } : undefined,
    after: [
      own
        ? `Jos et sulkenut tiliä itse, ota heti yhteyttä palvelun ylläpitoon: ${m.serviceContact}`
        : 'Jos et enää tarvitse tiliä, sinun ei tarvitse tehdä mitään.',
    ],
    why: 'Sait tämän viestin, koska sinulla on ollut käyttäjätili palvelussa.',
  };
}

function ifNotYou(m: CommonData): string {
  return paragraph(
    'Jos teit tämän itse, sinun ei tarvitse tehdä mitään.',
    `Jos et, ota heti yhteyttä palvelun ylläpitoon: ${m.serviceContact}`,
  );
}

function ifWrong(m: CommonData): string {
  return paragraph(
    'Jos muutos on mielestäsi virheellinen, ota yhteyttä organisaatiosi pääkäyttäjään',
    `tai palvelun ylläpitoon: ${m.serviceContact}`,
  );
}

/** After "voimassa enää". */
function daysLeft(count: number): string {
  if (count < 1) return 'tämän päivän';
  return count === 1 ? 'yhden päivän' : `${count} päivää`;
}

/** Before "kuluttua". */
function days(count: number): string {
  return count === 1 ? 'yhden päivän' : `${count} päivän`;
}
