/** The registry description: controller, purpose, data and retention. */
import { useLanguage } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { Heading } from '../ui/heading.tsx';
import { Sections } from '../ui/sections.tsx';

export default function Registry({ title }: PageProps) {
  const { language } = useLanguage();
  const registry = useLoad(() => client.registryDescription({ query: { language } }), [language]);
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={registry}>{({ sections }) => <Sections sections={sections} />}</Ready>
    </>
  );
}
