/** Texts of the pages between a connected system and this service. */
import { inEveryLanguage } from '../../language.tsx';

export const texts = inEveryLanguage({
  fi: {
    signIn: (system: string) => `Kirjaudu sisään, niin pääset järjestelmään ${system}.`,
    signInAgain: (system: string) => `${system} pyytää sinua kirjautumaan uudelleen.`,
    going: 'Siirrytään järjestelmään',
    signOut: 'Haluatko kirjautua ulos?',
    signOutLead:
      'Kirjaudut ulos tästä palvelusta ja kaikista järjestelmistä, joihin olet mennyt sen kautta.',
    signOutFrom: (system: string) => `${system} lähetti sinut tänne kirjautumaan ulos.`,
    signedOut: 'Olet kirjautunut ulos',
    signInHere: 'Kirjaudu uudelleen',
    newNotice: 'Uusi tietosuojaseloste',
  },
  sv: {
    signIn: (system: string) => `Logga in för att komma till ${system}.`,
    signInAgain: (system: string) => `${system} ber dig logga in på nytt.`,
    going: 'Du skickas vidare till systemet',
    signOut: 'Vill du logga ut?',
    signOutLead:
      'Du loggas ut från den här tjänsten och från alla system som du har gått till via den.',
    signOutFrom: (system: string) => `${system} skickade dig hit för att logga ut.`,
    signedOut: 'Du har loggat ut',
    signInHere: 'Logga in igen',
    newNotice: 'Ny dataskyddsbeskrivning',
  },
  en: {
    signIn: (system: string) => `Sign in to continue to ${system}.`,
    signInAgain: (system: string) => `${system} asks you to sign in again.`,
    going: 'Taking you to the system',
    signOut: 'Do you want to sign out?',
    signOutLead:
      'You will be signed out of this service and of every system that you entered through it.',
    signOutFrom: (system: string) => `${system} sent you here to sign out.`,
    signedOut: 'You have signed out',
    signInHere: 'Sign in again',
    newNotice: 'New privacy notice',
  },
});
