/** The registry description, printed from the data map and the settings, so that they agree. */
import type { Language } from '../policy/languages.ts';
import { serviceNames } from '../policy/service-names.ts';
import type { Settings } from '../settings.ts';
import { type CategoryName, categories } from './categories.ts';
import { dataMap } from './data-map.ts';
import { type Kept, periods } from './kept.ts';
import { registryTexts } from './registry-texts.ts';

export type RegistrySettings = Parameters<typeof periods>[0] &
  Pick<Settings, 'SERVICE_ORGANIZATION' | 'SERVICE_CONTACT' | 'LEGAL_BASIS'>;

export type Section = { heading: string; paragraphs: string[] };

/**
 * @param systems the names of the connected systems that learn who signs in
 * @returns how the service processes personal data as currently configured, section by section
 */
export function registryDescription(
  settings: RegistrySettings,
  systems: readonly string[],
  language: Language,
): Section[] {
  const texts = registryTexts[language];
  const { headings } = texts;
  return [
    {
      heading: headings.controller,
      paragraphs: [`${settings.SERVICE_ORGANIZATION[language]}. ${serviceNames[language]}.`],
    },
    { heading: headings.purpose, paragraphs: [texts.purpose, texts.reviews] },
    { heading: headings.basis, paragraphs: [settings.LEGAL_BASIS[language]] },
    {
      heading: headings.data,
      paragraphs: personalCategories().map((name) => dataLine(name, language)),
    },
    { heading: headings.retention, paragraphs: retention(settings, language) },
    {
      heading: headings.recipients,
      paragraphs: systems.length > 0 ? [texts.systems(systems.join(', '))] : [texts.recipients],
    },
    { heading: headings.location, paragraphs: [texts.location] },
    { heading: headings.rights, paragraphs: [texts.rights] },
    { heading: headings.contact, paragraphs: [settings.SERVICE_CONTACT[language]] },
  ];
}

/** Every category of personal data that occurs in the map. */
function personalCategories(): CategoryName[] {
  const used = new Set(entries().map(([category]) => category));
  return (Object.keys(categories) as CategoryName[]).filter(
    (name) => used.has(name) && categories[name].personal !== 'none',
  );
}

function dataLine(name: CategoryName, language: Language): string {
  const category = categories[name];
  return `${category.name[language]}. ${category.why[language]}`;
}

/** Each category with all retention periods of its fields. */
function retention(settings: RegistrySettings, language: Language): string[] {
  const texts = periods(settings);
  return personalCategories().map((name) => {
    const kept = entries().flatMap(([category, period]) => (category === name ? [period] : []));
    const sentences = [...new Set(kept)].map((period) => texts[period][language]);
    return `${categories[name].name[language]}: ${sentences.join(' ')}`;
  });
}

function entries(): (readonly [CategoryName, Kept])[] {
  return Object.values(dataMap).flatMap((row) => Object.values(row));
}
