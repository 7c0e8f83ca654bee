/** Texts for managing people's accounts, one at a time or many at once. */
import { counted } from '../../policy/counted.ts';
import { inEveryLanguage } from '../language.tsx';

export const manageTexts = inEveryLanguage({
  fi: {
    resend: 'Lähetä kutsu uudelleen',
    resendAsk: (name: string) => `Lähetetäänkö kutsu uudelleen henkilölle ${name}?`,
    resendMany: 'Lähetetäänkö kutsut uudelleen?',
    resendText:
      'Uudella kutsulla on uusi linkki ja voimassaoloaika. Aiemmin lähetetty linkki lakkaa toimimasta.',
    resent: 'Kutsu on lähetetty uudelleen.',
    remind: 'Lähetä muistutus',
    remindAsk: (name: string) => `Lähetetäänkö muistutus henkilölle ${name}?`,
    remindMany: 'Lähetetäänkö muistutukset?',
    remindInvited: 'Henkilö saa viestin, jonka linkillä hän ottaa tilin käyttöön.',
    remindActive:
      'Henkilö saa viestin, jonka linkillä hän voi pitää tilinsä. Päivät eivät muutu, ennen kuin hän vastaa tai kirjautuu.',
    remindManyText:
      'Kutsutut saavat linkin, jolla tili otetaan käyttöön. Ne, joiden tili on vanhenemassa, saavat linkin, jolla tilin voi pitää.',
    remindInvitedMany: 'Kutsutut saavat viestin, jonka linkillä he ottavat tilin käyttöön.',
    reminded: 'Muistutus on lähetetty.',
    sendReset: 'Lähetä linkki uutta salasanaa varten',
    sendResetAsk: (name: string) =>
      `Lähetetäänkö henkilölle ${name} linkki uutta salasanaa varten?`,
    sendResetText: (email: string) =>
      `Linkki lähetetään osoitteeseen ${email}. Nykyinen salasana toimii siihen asti, että linkkiä käytetään.`,
    resetSent: 'Linkki on lähetetty.',
    changeRole: 'Vaihda rooli',
    changeRoleAsk: (name: string) => `Vaihdetaanko henkilön ${name} rooli?`,
    changeRoleMany: 'Vaihdetaanko roolit?',
    changeRoleText: 'Uusi rooli on voimassa heti. Henkilö saa siitä viestin.',
    deactivate: 'Poista käytöstä',
    deactivateMany: 'Poistetaanko tilit käytöstä?',
    deactivateManyText: (days: number) =>
      `Henkilöt kirjataan ulos heti eivätkä he voi enää kirjautua. Tiedot poistetaan ${counted(days, 'päivän', 'päivän')} kuluttua. Siihen asti ylläpitäjä voi palauttaa tilit.`,
  },
  sv: {
    resend: 'Skicka inbjudan på nytt',
    resendAsk: (name: string) => `Vill du skicka inbjudan på nytt till ${name}?`,
    resendMany: 'Vill du skicka inbjudningarna på nytt?',
    resendText:
      'Den nya inbjudan har en ny länk och en ny giltighetstid. Länken som skickades tidigare slutar fungera.',
    resent: 'Inbjudan har skickats på nytt.',
    remind: 'Skicka en påminnelse',
    remindAsk: (name: string) => `Vill du skicka en påminnelse till ${name}?`,
    remindMany: 'Vill du skicka påminnelserna?',
    remindInvited: 'Personen får ett meddelande med en länk för att aktivera kontot.',
    remindActive:
      'Personen får ett meddelande med en länk för att behålla kontot. Datumen ändras inte förrän personen svarar eller loggar in.',
    remindManyText:
      'De inbjudna får en länk för att aktivera kontot. De vars konto håller på att gå ut får en länk för att behålla det.',
    remindInvitedMany: 'De inbjudna får ett meddelande med en länk för att aktivera kontot.',
    reminded: 'Påminnelsen har skickats.',
    sendReset: 'Skicka en länk för nytt lösenord',
    sendResetAsk: (name: string) => `Vill du skicka en länk för nytt lösenord till ${name}?`,
    sendResetText: (email: string) =>
      `Länken skickas till ${email}. Det nuvarande lösenordet fungerar tills länken används.`,
    resetSent: 'Länken har skickats.',
    changeRole: 'Byt roll',
    changeRoleAsk: (name: string) => `Vill du byta roll för ${name}?`,
    changeRoleMany: 'Vill du byta rollerna?',
    changeRoleText: 'Den nya rollen gäller genast. Personen får ett meddelande om den.',
    deactivate: 'Inaktivera',
    deactivateMany: 'Vill du inaktivera kontona?',
    deactivateManyText: (days: number) =>
      `Personerna loggas ut genast och kan inte längre logga in. Uppgifterna raderas efter ${counted(days, 'dag', 'dagar')}. Till dess kan en administratör återställa kontona.`,
  },
  en: {
    resend: 'Resend the invitation',
    resendAsk: (name: string) => `Resend the invitation to ${name}?`,
    resendMany: 'Resend the invitations?',
    resendText:
      'The new invitation has a new link and a new expiry date. The link sent earlier stops working.',
    resent: 'The invitation has been resent.',
    remind: 'Send a reminder',
    remindAsk: (name: string) => `Send a reminder to ${name}?`,
    remindMany: 'Send the reminders?',
    remindInvited: 'The person gets an e-mail with a link for activating the account.',
    remindActive:
      'The person gets an e-mail with a link for keeping the account. No date changes until they respond or sign in.',
    remindManyText:
      'Invited people get a link for activating the account. Those whose account expires soon get a link for keeping it.',
    remindInvitedMany: 'The invited people get an e-mail with a link for activating the account.',
    reminded: 'The reminder has been sent.',
    sendReset: 'Send a link for a new password',
    sendResetAsk: (name: string) => `Send ${name} a link for a new password?`,
    sendResetText: (email: string) =>
      `The link is sent to ${email}. The current password works until the link is used.`,
    resetSent: 'The link has been sent.',
    changeRole: 'Change role',
    changeRoleAsk: (name: string) => `Change the role of ${name}?`,
    changeRoleMany: 'Change the roles?',
    changeRoleText: 'The new role takes effect at once. The person is notified by e-mail.',
    deactivate: 'Deactivate',
    deactivateMany: 'Deactivate the accounts?',
    deactivateManyText: (days: number) =>
      `The people are signed out immediately and can no longer sign in. Their data is erased after ${counted(days, 'day', 'days')}. Until then, an administrator can restore the accounts.`,
  },
});
