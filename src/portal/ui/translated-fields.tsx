/** Fields for one text in the three languages, all required. */
import { languages, type Translated } from '../../policy/languages.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { TextField } from './field.tsx';
import type { Values } from './form.tsx';

const inWords = inEveryLanguage<Translated>({
  fi: { fi: 'suomeksi', sv: 'ruotsiksi', en: 'englanniksi' },
  sv: { fi: 'på finska', sv: 'på svenska', en: 'på engelska' },
  en: { fi: 'in Finnish', sv: 'in Swedish', en: 'in English' },
});

type TranslatedFieldsProps = {
  name: string;
  label: string;
  maxLength: number;
  lines?: number;
  value?: Translated | undefined;
};

export function TranslatedFields({ name, label, maxLength, lines, value }: TranslatedFieldsProps) {
  const inLanguage = useTexts(inWords);
  return (
    <>
      {languages.map((language) => (
        <TextField
          key={language}
          name={`${name}.${language}`}
          label={`${label} ${inLanguage[language]}`}
          maxLength={maxLength}
          value={value?.[language]}
          required
          {...(lines && { lines })}
        />
      ))}
    </>
  );
}

export function translatedOf(values: Values, name: string): Translated {
  const text = (language: string) => values.text(`${name}.${language}`);
  return { fi: text('fi'), sv: text('sv'), en: text('en') };
}
