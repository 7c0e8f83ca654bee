/** Fields for one text in the three languages, all required. */
import { languages, type Translated } from '../../policy/languages.ts';
import { languageNames } from '../language.tsx';
import { TextField } from './field.tsx';
import type { Values } from './form.tsx';

type TranslatedFieldsProps = {
  name: string;
  label: string;
  maxLength: number;
  lines?: number;
  value?: Translated | undefined;
};

export function TranslatedFields({ name, label, maxLength, lines, value }: TranslatedFieldsProps) {
  return (
    <>
      {languages.map((language) => (
        <TextField
          key={language}
          name={`${name}.${language}`}
          label={`${label}: ${languageNames[language]}`}
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
