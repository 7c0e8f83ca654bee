/** Changes the language of the pages; the account's language is changed in My account. */
import { languages } from '../../policy/languages.ts';
import { languageNames, useLanguage, useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';

export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const words = useTexts(common);
  return (
    <fieldset class="languages">
      <legend class="visually-hidden">{words.language}</legend>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => choose(each)}
        >
          {languageNames[each]}
        </button>
      ))}
    </fieldset>
  );
}
