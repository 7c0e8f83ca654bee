/** A message for every error code; a code without one does not compile. */
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import type { ProblemCode } from '../../policy/problems.ts';
import { inEveryLanguage } from '../language.tsx';

type ProblemTexts = Record<ProblemCode, string>;

const fileKilobytesMax = Math.floor(limit.importBytesMax / 1_024);

const fi: ProblemTexts = {
  invalid_input: 'Tarkista merkityt kohdat ja lähetä uudelleen.',
  malformed_body: 'Pyyntöä ei voitu lukea. Lataa sivu uudelleen.',
  length_required: 'Pyyntöä ei voitu lukea. Lataa sivu uudelleen.',
  not_signed_in: 'Kirjaudu sisään ja yritä uudelleen.',
  sign_in_failed: 'Tarkista sähköpostiosoite ja salasana, tai pyydä uusi salasana.',
  wrong_password: 'Nykyinen salasana ei ole oikein. Kirjoita se uudelleen.',
  second_factor_required: 'Kirjautuminen jatkuu toisella vaiheella.',
  second_factor_enrollment_required: 'Ota ensin käyttöön kaksivaiheinen tunnistautuminen.',
  wrong_code: 'Koodi ei ole oikein. Kirjoita sovelluksen näyttämä uusi koodi tai palautuskoodi.',
  wrong_passkey: 'Pääsyavainta ei hyväksytty. Aloita alusta.',
  ticket_invalid: 'Tämä kesti liian kauan tai on jo käytetty. Aloita alusta.',
  too_many_factors: 'Sinulla on jo enimmäismäärä vahvistustapoja. Poista ensin jokin niistä.',
  no_second_factor: 'Kaksivaiheista tunnistautumista ei ole otettu käyttöön.',
  not_allowed: 'Roolisi ei salli tätä.',
  privacy_notice_required: 'Lue ensin uusi tietosuojaseloste.',
  role_above_own:
    'Voit hallita ja antaa vain rooleja, jotka eivät ylitä omaasi. Kysy ylläpitäjältä.',
  role_not_given: 'Organisaation pääkäyttäjät eivät anna tätä roolia. Kysy ylläpitäjältä.',
  domain_not_allowed:
    'Organisaatio ei hyväksy osoitteita tästä verkkotunnuksesta. Käytä toista osoitetta.',
  proposals_off: 'Organisaatio ei ota vastaan ehdotuksia. Pyydä pääkäyttäjää kutsumaan henkilö.',
  only_administration: 'Vain ylläpito voi tehdä tämän. Kysy ylläpitäjältä.',
  organization_full:
    'Organisaatiossa on jo niin monta henkilöä kuin saa olla. Nosta ensin ylärajaa.',
  own_proposal: 'Toisen henkilön on päätettävä ehdotuksestasi.',
  no_offer: 'Siirtoehdotus ei ole enää voimassa.',
  offer_open: 'Henkilön siirtoa on jo ehdotettu toiseen organisaatioon. Peru se ensin.',
  already_there: 'Henkilö on jo tässä organisaatiossa.',
  not_proposed: 'Kutsu ei odota päätöstä.',
  approval_needed: 'Peru kutsu ja kutsu uudelleen; toinen henkilö hyväksyy sen.',
  not_found: 'Kohdetta ei löydy. Se on ehkä poistettu, tai sinulla ei ole oikeutta nähdä sitä.',
  no_such_route: 'Toimintoa ei ole. Lataa sivu uudelleen.',
  method_not_allowed: 'Toimintoa ei ole. Lataa sivu uudelleen.',
  address_taken: 'Osoitetta ei voi kutsua. Ota yhteyttä ylläpitoon.',
  already_active: 'Tili on jo käytössä; mikään ei muuttunut.',
  not_active: 'Tili ei ole käytössä. Palauta se tai kutsu henkilö ensin.',
  not_invited: 'Kutsu on jo käytetty.',
  nothing_to_remind:
    'Henkilöllä ei ole avointa kutsua eikä pian vanhenevaa tiliä, josta voisi muistuttaa.',
  not_deactivated: 'Vain käytöstä poistetun tilin voi palauttaa.',
  too_late_to_restore: 'Palautusaika on päättynyt. Kutsu henkilö uudelleen; hän saa uuden tilin.',
  last_administrator:
    'Palvelussa on oltava ylläpitäjä, jonka tili on käytössä eikä ole päättymässä. Tee ensin jostakusta toisesta ylläpitäjä.',
  too_many_data_requests: `Odota, kunnes ylläpito on vastannut. Pyyntöjä voi olla enintään ${limit.dataRequestsMax}.`,
  no_request: 'Päätöstä ei enää odoteta.',
  run_decided: 'Tämä ajo ei enää odota päätöstä. Tarkista tilanne uudelleen.',
  lifecycle_paused: 'Tilien automaattinen poisto on keskeytetty. Jatka sitä ensin.',
  lifecycle_not_paused: 'Tilien automaattista poistoa ei ole keskeytetty.',
  notice_withdrawn: 'Tiedote on peruttu, eikä sitä voi muuttaa. Julkaise uusi.',
  organization_closed: 'Organisaatio on suljettu. Valitse toinen.',
  organization_name_taken:
    'Tällä tai samalta näyttävällä nimellä on jo organisaatio. Valitse toinen nimi.',
  organization_not_empty: 'Siirrä ensin organisaation henkilöt muualle tai poista heidän tietonsa.',
  own_account: 'Käytä oman tilisi toimintoja sivulla Oma tili.',
  request_in_progress: 'Joku muu muuttaa tätä juuri nyt. Yritä hetken kuluttua uudelleen.',
  link_invalid: 'Linkki on käytetty, vanhentunut tai korvattu uudella. Pyydä uusi linkki.',
  changed_meanwhile: 'Joku muu muutti tietoja sillä välin. Lue ne uudelleen ja päätä sitten.',
  body_too_large: `Lähetettävää on liikaa. CSV-tiedoston enimmäiskoko on ${fileKilobytesMax} kt.`,
  wrong_content_type: 'Pyyntöä ei voitu lukea. Lataa sivu uudelleen.',
  weak_password: 'Valitse toinen salasana.',
  idempotency_key_reused: 'Pyyntö on jo lähetetty toisilla tiedoilla. Lataa sivu uudelleen.',
  too_many_to_scan: 'Henkilöitä on liikaa haettavaksi kerralla. Valitse organisaatio.',
  precondition_required: 'Lataa sivu uudelleen ja yritä sitten.',
  idempotency_key_required: 'Lataa sivu uudelleen ja yritä sitten.',
  too_many_requests: 'Pyyntöjä on tullut liikaa lyhyessä ajassa. Odota hetki ja jatka sitten.',
  too_many_attempts: 'Yrityksiä on ollut liikaa. Odota hetki tai käytä salasanan vaihtolinkkiä.',
  daily_limit_reached: 'Tätä on tehty tänään liian monta kertaa. Yritä uudelleen huomenna.',
  internal_error:
    'Palvelussa tapahtui virhe. Yritä hetken kuluttua uudelleen; jos virhe toistuu, ota yhteyttä tukeen.',
  newer_release_needed:
    'Palvelua päivitetään parhaillaan. Yritä muutaman minuutin kuluttua uudelleen.',
  unknown_system:
    'Järjestelmää, josta tulit, ei ole liitetty palveluun. Palaa järjestelmään ja kerro asiasta sen ylläpidolle.',
  redirect_uri_unknown:
    'Järjestelmä pyysi palaamaan osoitteeseen, jota sille ei ole rekisteröity. Kerro asiasta järjestelmän ylläpidolle.',
  too_many_systems: 'Palveluun ei voi liittää enempää järjestelmiä.',
  too_many_secrets: 'Poista ensin vanha salaisuus.',
  no_secret_used: 'Järjestelmä ei käytä salaisuutta.',
  signals_off:
    'Järjestelmälle ei ilmoiteta muutoksista. Valitse ensin ilmoitustapa tai ota järjestelmä käyttöön.',
  system_disabled: 'Järjestelmä on jo poistettu käytöstä.',
  system_enabled: 'Järjestelmä on jo käytössä.',
  busy: 'Palveluun ei juuri nyt saada yhteyttä. Yritä hetken kuluttua uudelleen.',
};

const sv: ProblemTexts = {
  invalid_input: 'Kontrollera de markerade punkterna och skicka på nytt.',
  malformed_body: 'Begäran kunde inte läsas. Ladda om sidan.',
  length_required: 'Begäran kunde inte läsas. Ladda om sidan.',
  not_signed_in: 'Logga in och försök igen.',
  sign_in_failed: 'Kontrollera e-postadressen och lösenordet eller begär ett nytt lösenord.',
  wrong_password: 'Det nuvarande lösenordet stämmer inte. Skriv det på nytt.',
  second_factor_required: 'Inloggningen fortsätter med ett andra steg.',
  second_factor_enrollment_required: 'Aktivera först tvåstegsverifiering.',
  wrong_code: 'Koden är inte rätt. Skriv appens nya kod eller en återställningskod.',
  wrong_passkey: 'Lösennyckeln godkändes inte. Börja om.',
  ticket_invalid: 'Detta tog för lång tid eller har redan använts. Börja om.',
  too_many_factors:
    'Du har redan det högsta antalet verifieringsmetoder. Ta först bort någon av dem.',
  no_second_factor: 'Tvåstegsverifiering är inte aktiverad.',
  not_allowed: 'Din roll tillåter inte detta.',
  privacy_notice_required: 'Läs först den nya dataskyddsbeskrivningen.',
  role_above_own: 'Du kan bara hantera och ge roller upp till din egen. Fråga en administratör.',
  role_not_given: 'Organisationens huvudanvändare ger inte den här rollen. Fråga en administratör.',
  domain_not_allowed:
    'Organisationen godkänner inte adresser på den här domänen. Använd en annan adress.',
  proposals_off: 'Organisationen tar inte emot förslag. Be huvudanvändaren bjuda in personen.',
  only_administration: 'Bara administrationen kan göra detta. Fråga en administratör.',
  organization_full:
    'Organisationen har redan så många personer som är tillåtet. Höj först gränsen.',
  own_proposal: 'Någon annan än du måste besluta om ditt förslag.',
  no_offer: 'Förslaget om överföring gäller inte längre.',
  offer_open:
    'En överföring till en annan organisation har redan föreslagits. Ta först tillbaka förslaget.',
  already_there: 'Personen finns redan i organisationen.',
  not_proposed: 'Inbjudan väntar inte på beslut.',
  approval_needed: 'Återkalla inbjudan och bjud in på nytt; en annan person godkänner den.',
  not_found: 'Hittades inte. Det kan vara borttaget, eller så har du inte rätt att se det.',
  no_such_route: 'Funktionen finns inte. Ladda om sidan.',
  method_not_allowed: 'Funktionen finns inte. Ladda om sidan.',
  address_taken: 'Adressen kan inte bjudas in. Kontakta administrationen.',
  already_active: 'Kontot är redan aktivt; inget ändrades.',
  not_active: 'Kontot är inte aktivt. Återställ det eller bjud in personen först.',
  not_invited: 'Inbjudan har redan använts.',
  nothing_to_remind:
    'Det finns inget att påminna om: varken en öppen inbjudan eller ett konto som snart går ut.',
  not_deactivated: 'Bara ett inaktiverat konto kan återställas.',
  too_late_to_restore:
    'Tiden för återställning har gått ut. Bjud in personen på nytt med ett nytt konto.',
  last_administrator:
    'Tjänsten måste ha minst en administratör vars konto är aktivt och inte håller på att upphöra. Gör först någon annan till administratör.',
  too_many_data_requests: `Vänta tills administrationen har svarat. Du kan ha högst ${limit.dataRequestsMax} begäranden.`,
  no_request: 'Ingen väntar längre på detta beslut.',
  run_decided: 'Den här körningen väntar inte längre på beslut. Kontrollera läget på nytt.',
  lifecycle_paused: 'Den automatiska rensningen är pausad. Återuppta den först.',
  lifecycle_not_paused: 'Den automatiska rensningen är inte pausad.',
  notice_withdrawn: 'Meddelandet är återkallat och kan inte ändras. Publicera ett nytt.',
  organization_closed: 'Organisationen är stängd. Välj en annan.',
  organization_name_taken:
    'En annan organisation har redan det här namnet eller ett som ser likadant ut. Välj ett annat namn.',
  organization_not_empty: 'Flytta eller radera först organisationens personer.',
  own_account: 'Använd funktionerna för ditt eget konto på sidan Mitt konto.',
  request_in_progress: 'Någon annan ändrar detta just nu. Försök igen om en stund.',
  link_invalid: 'Länken är använd, har gått ut eller ersatts av en ny. Begär en ny länk.',
  changed_meanwhile:
    'Någon annan ändrade uppgifterna under tiden. Läs dem på nytt och besluta sedan.',
  body_too_large: `För mycket att skicka. En CSV-fil får vara högst ${fileKilobytesMax} kB.`,
  wrong_content_type: 'Begäran kunde inte läsas. Ladda om sidan.',
  weak_password: 'Välj ett annat lösenord.',
  idempotency_key_reused: 'Begäran har redan skickats med andra uppgifter. Ladda om sidan.',
  too_many_to_scan: 'Det finns för många personer för en sökning. Välj en organisation.',
  precondition_required: 'Ladda om sidan och försök sedan.',
  idempotency_key_required: 'Ladda om sidan och försök sedan.',
  too_many_requests: 'För många förfrågningar på kort tid. Vänta en stund och fortsätt sedan.',
  too_many_attempts: 'För många försök. Vänta en stund eller använd länken för nytt lösenord.',
  daily_limit_reached: 'Detta har gjorts för många gånger i dag. Försök igen i morgon.',
  internal_error:
    'Ett fel uppstod i tjänsten. Försök igen om en stund; kontakta supporten om felet upprepas.',
  newer_release_needed: 'Tjänsten uppdateras just nu. Försök igen om några minuter.',
  unknown_system:
    'Systemet som du kom från är inte anslutet till tjänsten. Gå tillbaka till systemet och meddela dess administratör.',
  redirect_uri_unknown:
    'Systemet angav en returadress som inte är registrerad för det. Meddela systemets administratör.',
  too_many_systems: 'Det går inte att ansluta fler system till tjänsten.',
  too_many_secrets: 'Ta först bort en gammal hemlighet.',
  no_secret_used: 'Systemet använder ingen hemlighet.',
  signals_off:
    'Systemet får inga meddelanden om ändringar. Välj först hur det får dem, eller ta systemet i bruk.',
  system_disabled: 'Systemet har redan tagits ur bruk.',
  system_enabled: 'Systemet är redan i bruk.',
  busy: 'Tjänsten kan inte nås just nu. Försök igen om en stund.',
};

const en: ProblemTexts = {
  invalid_input: 'Correct the marked fields and send again.',
  malformed_body: 'The request could not be read. Reload the page.',
  length_required: 'The request could not be read. Reload the page.',
  not_signed_in: 'Sign in, then try again.',
  sign_in_failed: 'Check the address and the password, or ask for a new password.',
  wrong_password: 'The current password is not correct. Type it again.',
  second_factor_required: 'Signing in continues with a second step.',
  second_factor_enrollment_required: 'Set up two-step verification first.',
  wrong_code: "The code is not correct. Enter the app's new code or a recovery code.",
  wrong_passkey: 'The passkey was not accepted. Start over.',
  ticket_invalid: 'This took too long or has already been used. Start over.',
  too_many_factors: 'You have reached the maximum number of methods. Remove one first.',
  no_second_factor: 'Two-step verification is not set up.',
  not_allowed: 'Your role does not allow this.',
  privacy_notice_required: 'Read the new privacy notice first.',
  role_above_own: 'You can manage and assign only roles up to your own. Ask an administrator.',
  role_not_given: "The organization's primary users cannot assign this role. Ask an administrator.",
  domain_not_allowed:
    'The organization does not accept addresses in this domain. Use another address.',
  proposals_off:
    'The organization does not accept proposals. Ask its primary user to invite the person.',
  only_administration: 'Only the administration can do this. Ask an administrator.',
  organization_full:
    'The organization has reached its maximum number of people. Raise the limit first.',
  own_proposal: 'Somebody other than you must decide on your proposal.',
  no_offer: 'The transfer is no longer pending.',
  offer_open: 'A transfer to another organization is already pending. Withdraw it first.',
  already_there: 'The person is already in that organization.',
  not_proposed: 'This invitation is not awaiting a decision.',
  approval_needed: 'Revoke the invitation and invite again; a second person then approves it.',
  not_found: 'Not found. It may have been removed, or you may not have access to it.',
  no_such_route: 'There is no such function. Reload the page.',
  method_not_allowed: 'There is no such function. Reload the page.',
  address_taken: 'This address cannot be invited. Contact the administration.',
  already_active: 'The account is already active; nothing was changed.',
  not_active: 'The account is not active. Restore or invite it first.',
  not_invited: 'The invitation has already been used.',
  nothing_to_remind:
    'There is nothing to remind of: neither an open invitation nor an account that expires soon.',
  not_deactivated: 'Only a deactivated account can be restored.',
  too_late_to_restore: 'It is too late to restore the account. Invite the person again.',
  last_administrator:
    'The service needs an administrator whose account is active and not about to end. Make somebody else an administrator first.',
  too_many_data_requests: `Wait until the administration has answered. You can have at most ${counted(limit.dataRequestsMax, 'request', 'requests')}.`,
  no_request: 'This request is no longer open.',
  run_decided: 'This run is no longer waiting for a decision. Check the current one.',
  lifecycle_paused: 'Automatic clean-up is paused. Resume it first.',
  lifecycle_not_paused: 'Automatic clean-up is not paused.',
  notice_withdrawn: 'The notice has been withdrawn and cannot be changed. Publish a new one.',
  organization_closed: 'The organization is closed. Choose another.',
  organization_name_taken:
    'Another organization has this name, or one that looks the same. Choose another.',
  organization_not_empty: "Move or erase the organization's people first.",
  own_account: 'Manage your own account on the page My account.',
  request_in_progress: 'Somebody else is changing this right now. Try again in a moment.',
  link_invalid: 'The link has been used, has expired or was replaced. Request a new one.',
  changed_meanwhile: 'Somebody else changed this in the meantime. Reload it, then decide.',
  body_too_large: `Too much data. A CSV file can be at most ${fileKilobytesMax} kB.`,
  wrong_content_type: 'The request could not be read. Reload the page.',
  weak_password: 'Choose another password.',
  idempotency_key_reused: 'The request was already sent with other data. Reload the page.',
  too_many_to_scan: 'There are too many people to search at once. Choose an organization.',
  precondition_required: 'Reload the page, then try again.',
  idempotency_key_required: 'Reload the page, then try again.',
  too_many_requests: 'There were too many requests in a short time. Wait a while, then continue.',
  too_many_attempts: 'There were too many attempts. Wait a while, or request a new password.',
  daily_limit_reached: 'This was done too many times today. Try again tomorrow.',
  internal_error:
    'Something went wrong on our side. Try again in a moment; if it happens again, contact support.',
  newer_release_needed: 'The service is being updated. Try again in a few minutes.',
  unknown_system:
    'The system that you came from is not connected to this service. Go back to it and tell its administrator.',
  redirect_uri_unknown:
    'The system asked to return to an address that is not registered for it. Tell its administrator.',
  too_many_systems: 'No more systems can be connected to the service.',
  too_many_secrets: 'Remove an old secret first.',
  no_secret_used: 'The system does not use a secret.',
  signals_off:
    'The system is not told of changes. First choose how it is told, or enable the system.',
  system_disabled: 'The system is already disabled.',
  system_enabled: 'The system is already in use.',
  busy: 'The service cannot be reached right now. Try again in a moment.',
};

export const problemTexts = inEveryLanguage({ fi, sv, en });
