/** A page opened from an e-mail; checks the link without using it, and reports an invalid one. */
import type { ComponentChildren } from 'preact';
import type { Output } from '../../api.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { linkToken } from '../link-token.ts';
import { Ready, useLoad } from '../load.tsx';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Note } from './note.tsx';

export const texts = inEveryLanguage({
  fi: {
    missing: 'Avaa sivu sähköpostin linkistä',
    missingText:
      'Linkin salainen osa poistettiin osoiteriviltä turvallisuussyistä. Avaa linkki uudelleen sähköpostista.',
    other: 'Linkki on tarkoitettu muuhun',
    otherText: 'Avaa sivu siitä sähköpostista, jonka sait tätä varten.',
  },
  sv: {
    missing: 'Öppna sidan med länken i e-postmeddelandet',
    missingText:
      'Länkens hemliga del togs bort ur adressfältet av säkerhetsskäl. Öppna länken på nytt i e-postmeddelandet.',
    other: 'Länken är avsedd för något annat',
    otherText: 'Öppna sidan från det e-postmeddelande som du fick för detta.',
  },
  en: {
    missing: 'Open this page with the link in the e-mail',
    missingText:
      'The secret part of the link was removed from the address bar for security. Open the link in the e-mail again.',
    other: 'The link is meant for something else',
    otherText: 'Open this page from the e-mail that was sent to you for this purpose.',
  },
});

type Link = Output<'checkLink'>;

/** @returns what a new password must not be made of */
export const namesOf = ({ firstName, lastName = '', email = '' }: Link): string[] => [
  firstName,
  lastName,
  email,
];

type LinkPageProps = {
  purpose: Link['purpose'];
  children: (link: Link, token: string) => ComponentChildren;
};

export function LinkPage({ purpose, children }: LinkPageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const token = linkToken();
  if (token === undefined)
    return (
      <Note kind="alert" title={text.missing}>
        <p>{text.missingText}</p>
        <p>
          <a href="/sign-in">{words.signIn}</a>
        </p>
      </Note>
    );
  return (
    <Checked token={token} purpose={purpose}>
      {children}
    </Checked>
  );
}

function Checked({ token, purpose, children }: LinkPageProps & { token: string }) {
  const text = useTexts(texts);
  const link = useLoad(() => client.checkLink({ body: { token } }), [token]);
  return (
    <Ready of={link}>
      {(found) =>
        found.purpose === purpose ? (
          children(found, token)
        ) : (
          <Note kind="alert" title={text.other}>
            <p>{text.otherText}</p>
          </Note>
        )
      }
    </Ready>
  );
}
