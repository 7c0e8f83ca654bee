/** The page's heading, which takes the focus after navigation. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { serviceNames } from '../../policy/service-names.ts';
import { useLanguage } from '../language.tsx';

/** The first page leaves the focus to the browser. */
let first = true;

export function Heading({ children }: { children: string }) {
  const { language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!first) heading.current?.focus();
    first = false;
  }, []);
  useEffect(() => {
    document.title = `${children} – ${serviceNames[language]}`;
  }, [children, language]);
  return (
    <h1 class="heading-l" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

type SectionProps = { title: string; printed?: boolean; children: ComponentChildren };

/** A section of the page with its own heading. */
export function Section({ title, printed = true, children }: SectionProps) {
  return (
    <section class={printed ? 'section' : 'section no-print'}>
      <h2 class="heading-m">{title}</h2>
      {children}
    </section>
  );
}
