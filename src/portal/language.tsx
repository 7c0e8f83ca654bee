/** The language of the page: the chosen one, else the person's, else the browser's, else Finnish. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { type Language, languages, type Translated } from '../policy/languages.ts';

const kept = 'language';

type LanguageState = {
  language: Language;
  /** Somebody chose it in this browser, where it stays. */
  choose: (language: Language) => void;
  /** The person's own language, for those who have chosen none here. */
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

/** @returns the texts of the present language */
export function useTexts<T>(texts: Record<Language, T>): T {
  return texts[useLanguage().language];
}

/** Texts of a page: what Finnish has, Swedish and English have too, else it does not compile. */
export function inEveryLanguage<T>(texts: { fi: T; sv: NoInfer<T>; en: NoInfer<T> }) {
  return texts;
}

export const languageNames: Translated = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

function first(): Language {
  const wishes = [localStorage.getItem(kept), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wishes.flatMap((wish) => languages.filter((known) => known === wish))[0] ?? 'fi';
}
