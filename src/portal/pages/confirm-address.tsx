/** Confirms a new e-mail address with the link sent to it. */
import { inEveryLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { Heading } from '../ui/heading.tsx';
import { LinkAction } from './link-action.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: (name: string) =>
      `Hei ${name}! Vahvista, että tämä osoite on sinun. Siitä tulee käyttäjätunnuksesi.`,
    confirm: 'Vahvista osoite',
    done: 'Osoite on vaihdettu',
    next: 'Kirjaudu tästä lähtien uudella osoitteella.',
  },
  sv: {
    lead: (name: string) =>
      `Hej ${name}! Bekräfta att den här adressen är din. Den blir ditt användarnamn.`,
    confirm: 'Bekräfta adressen',
    done: 'Adressen har bytts',
    next: 'Logga in med den nya adressen från och med nu.',
  },
  en: {
    lead: (name: string) =>
      `Hello ${name}! Confirm that this address is yours. It will be your user name.`,
    confirm: 'Confirm address',
    done: 'The address has been changed',
    next: 'From now on, sign in with the new address.',
  },
});

export default function ConfirmAddress({ title }: PageProps) {
  const text = useTexts(texts);
  return (
    <>
      <Heading>{title}</Heading>
      <LinkAction
        purpose="address_change"
        lead={({ firstName }) => text.lead(firstName)}
        submit={text.confirm}
        act={(token) => client.confirmAddressChange({ body: { token } })}
        doneTitle={text.done}
        done={() => (
          <p>
            <a href="/sign-in">{text.next}</a>
          </p>
        )}
      />
    </>
  );
}
