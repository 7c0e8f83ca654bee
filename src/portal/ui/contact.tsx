/** How to reach the administration; shows nothing while it cannot be read. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import type { Language } from '../../policy/languages.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';

/** Read once for each language. */
const read = new Map<Language, Promise<Output<'contact'>>>();

function readContact(language: Language): Promise<Output<'contact'>> {
  const known = read.get(language) ?? client.contact({ query: { language } });
  read.set(language, known);
  known.catch(() => read.delete(language));
  return known;
}

/** @param lead precedes the address; absent: "Administration" */
export function Contact({ lead }: { lead?: string }) {
  const { language } = useLanguage();
  const words = useTexts(common);
  const [contact, setContact] = useState<string>();
  useEffect(() => {
    readContact(language).then(
      ({ email }) => setContact(email),
      () => setContact(undefined),
    );
  }, [language]);
  if (contact === undefined) return null;
  return (
    <p>
      {lead ?? `${words.administration}:`} <ContactLink contact={contact} />
    </p>
  );
}

/** A deployment may name an address, or anything else that leads to the administration. */
export function ContactLink({ contact }: { contact: string }) {
  if (/^[^\s@]+@[^\s@]+$/.test(contact)) return <a href={`mailto:${contact}`}>{contact}</a>;
  return <>{contact}</>;
}
