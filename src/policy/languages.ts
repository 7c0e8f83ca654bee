/** The languages of the service; a text missing one does not compile. */

export const languages = ['fi', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** The same text in each language. */
export type Translated = Record<Language, string>;
