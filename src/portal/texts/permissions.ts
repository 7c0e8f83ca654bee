/** What each permission allows, and how far it reaches, in every language. */
import type { Permission, Scope } from '../../policy/roles.ts';
import { inEveryLanguage } from '../language.tsx';

type Texts = {
  may: Record<Permission, string>;
  reach: Record<Scope, string>;
};

const fi: Texts = {
  may: {
    'account.use': 'Omien tietojen katselu ja muuttaminen',
    'people.read': 'Henkilöiden ja kutsujen katselu',
    'people.invite': 'Kutsuminen, kutsun lähettäminen uudelleen ja peruminen',
    'people.propose': 'Kollegan ehdottaminen, jos organisaatio sallii sen',
    'people.edit': 'Nimien ja palvelussuhteen päättymispäivän muuttaminen',
    'people.set_role': 'Roolin vaihtaminen, enintään omaan rooliin',
    'people.move_in': 'Henkilöiden siirtäminen toisesta järjestelmästä',
    'people.move': 'Siirtäminen toiseen organisaatioon',
    'people.offer': 'Siirron ehdottaminen toiselle organisaatiolle',
    'people.receive': 'Siirtoehdotuksiin vastaaminen',
    'people.end_sessions': 'Henkilön istuntojen päättäminen',
    'people.send_reset': 'Uuden salasanan linkin lähettäminen',
    'people.deactivate': 'Tilin poistaminen käytöstä',
    'people.restore': 'Tilin palauttaminen ennen tietojen poistamista',
    'people.erase': 'Tietojen poistaminen heti',
    'people.reset_factor': 'Kadonneen kaksivaiheisen tunnistautumisen nollaaminen',
    'organizations.read': 'Organisaatioiden katselu',
    'organizations.edit': 'Organisaation tietojen ja sääntöjen muuttaminen',
    'organizations.create': 'Organisaation lisääminen',
    'organizations.close': 'Tyhjän organisaation sulkeminen',
    'audit.read': 'Tapahtumien katselu ja lataaminen',
    'notices.publish': 'Tiedotteiden julkaiseminen kaikille',
    'requests.answer': 'Tietopyyntöihin vastaaminen',
    'reviews.answer': 'Palvelussuhteiden vahvistaminen',
    'reviews.start': 'Tarkistusten aloittaminen ja katselu',
    'lifecycle.read': 'Vanhenevien tilien katselu',
    'lifecycle.run': 'Automaattisen poiston ajaminen ja vahvistaminen',
    'systems.manage': 'Järjestelmien liittäminen kirjautumiseen',
    'service.operate': 'Palvelun tilan ja epäonnistuneiden viestien hoitaminen',
  },
  reach: {
    any: 'Kaikissa organisaatioissa',
    own: 'Omassa organisaatiossa',
    self: 'Oma tili',
  },
};

const sv: Texts = {
  may: {
    'account.use': 'Se och ändra sina egna uppgifter',
    'people.read': 'Se personer och inbjudningar',
    'people.invite': 'Bjuda in, skicka inbjudan på nytt och återkalla den',
    'people.propose': 'Föreslå en kollega, om organisationen tillåter det',
    'people.edit': 'Ändra namn och anställningens sista dag',
    'people.set_role': 'Byta roll, högst till den egna rollen',
    'people.move_in': 'Flytta personer från ett annat system',
    'people.move': 'Flytta en person till en annan organisation',
    'people.offer': 'Föreslå överföring till en annan organisation',
    'people.receive': 'Svara på förslag om överföring',
    'people.end_sessions': 'Avsluta en persons sessioner',
    'people.send_reset': 'Skicka en länk för ett nytt lösenord',
    'people.deactivate': 'Inaktivera ett konto',
    'people.restore': 'Återställa ett konto innan uppgifterna raderas',
    'people.erase': 'Radera uppgifter genast',
    'people.reset_factor': 'Återställa en förlorad tvåstegsverifiering',
    'organizations.read': 'Se organisationer',
    'organizations.edit': 'Ändra organisationens uppgifter och regler',
    'organizations.create': 'Lägga till en organisation',
    'organizations.close': 'Stänga en tom organisation',
    'audit.read': 'Se och hämta händelser',
    'notices.publish': 'Publicera meddelanden till alla',
    'requests.answer': 'Besvara begäranden om uppgifter',
    'reviews.answer': 'Bekräfta anställningar',
    'reviews.start': 'Inleda och se granskningar',
    'lifecycle.read': 'Se konton som går ut',
    'lifecycle.run': 'Köra och bekräfta den automatiska rensningen',
    'systems.manage': 'Ansluta system till inloggningen',
    'service.operate': 'Sköta tjänstens tillstånd och misslyckade meddelanden',
  },
  reach: {
    any: 'I alla organisationer',
    own: 'I den egna organisationen',
    self: 'Det egna kontot',
  },
};

const en: Texts = {
  may: {
    'account.use': "See and change one's own details",
    'people.read': 'See people and invitations',
    'people.invite': 'Invite, send an invitation again, and revoke it',
    'people.propose': 'Propose a colleague, if the organization allows it',
    'people.edit': 'Change names and the end of employment',
    'people.set_role': "Change a role, up to one's own",
    'people.move_in': 'Moving people in from another system',
    'people.move': 'Move a person to another organization',
    'people.offer': 'Propose a transfer to another organization',
    'people.receive': 'Answer proposed transfers',
    'people.end_sessions': "End a person's sessions",
    'people.send_reset': 'Send a link for a new password',
    'people.deactivate': 'Deactivate an account',
    'people.restore': 'Restore an account before its data is erased',
    'people.erase': 'Erase data immediately',
    'people.reset_factor': 'Remove lost two-step verification',
    'organizations.read': 'See organizations',
    'organizations.edit': "Change an organization's details and rules",
    'organizations.create': 'Add an organization',
    'organizations.close': 'Close an empty organization',
    'audit.read': 'See and download events',
    'notices.publish': 'Publish notices to everyone',
    'requests.answer': 'Answer data requests',
    'reviews.answer': 'Confirm employments',
    'reviews.start': 'Start and see reviews',
    'lifecycle.read': 'See expiring accounts',
    'lifecycle.run': 'Run and confirm the automatic clean-up',
    'systems.manage': 'Connect systems that sign people in here',
    'service.operate': 'See the service status and settle failed e-mails',
  },
  reach: { any: 'In all organizations', own: 'In the own organization', self: 'Own account' },
};

export const permissionTexts = inEveryLanguage({ fi, sv, en });
