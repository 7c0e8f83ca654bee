/** The pages' language: the chosen one, else the person's, else the browser's, else Finnish. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { type Language, languages, type Translated } from '../policy/languages.ts';

const kept = 'language';

type LanguageState = {
  language: Language;
  /** Sets the language and stores it in this browser. */
  choose: (language: Language) => void;
  /** Applies the person's own language unless one was chosen in this browser. */
  suggest: (language: Language) => void;
};
const LanguageContext = createContext<LanguageState>({
  language: 'fi',
  choose: () => {},
  suggest: () => {},
});

export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(
    () => ({
      language,
      choose(chosen: Language) {
        localStorage.setItem(kept, chosen);
        setLanguage(chosen);
      },
      suggest(own: Language) {
        if (localStorage.getItem(kept) === null) setLanguage(own);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): LanguageState {
  return useContext(LanguageContext);
}

/** @returns the texts in the current language */
export function useTexts<T>(texts: Record<Language, T>): T {
  return texts[useLanguage().language];
}

/** A page's texts; a text missing in Swedish or English does not compile. */
export function inEveryLanguage<T>(texts: { fi: T; sv: NoInfer<T>; en: NoInfer<T> }) {
  return texts;
}

export const languageNames: Translated = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

function first(): Language {
  const wishes = [localStorage.getItem(kept), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wishes.flatMap((wish) => languages.filter((known) => known === wish))[0] ?? 'fi';
}
