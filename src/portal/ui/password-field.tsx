/** A password field that can be revealed, pasted into and autofilled; rates new passwords. */
import { useState } from 'preact/hooks';
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { Frame } from './field.tsx';

export const texts = inEveryLanguage({
  fi: {
    wants: (least: number) =>
      `Vähintään ${counted(least, 'merkki', 'merkkiä')}. Monta sanaa peräkkäin on hyvä salasana. Erikoismerkkejä ei tarvita.`,
    strength: 'Vahvuus',
    more: (count: number) => `vielä ${counted(count, 'merkki', 'merkkiä')}`,
    fair: 'riittävä',
    good: 'hyvä',
  },
  sv: {
    wants: (least: number) =>
      `Minst ${least} tecken. Flera ord efter varandra är ett bra lösenord. Specialtecken behövs inte.`,
    strength: 'Styrka',
    more: (count: number) => `ännu ${count} tecken`,
    fair: 'tillräcklig',
    good: 'bra',
  },
  en: {
    wants: (least: number) =>
      `At least ${counted(least, 'character', 'characters')}. Several words in a row make a good password. Special characters are not needed.`,
    strength: 'Strength',
    more: (count: number) => counted(count, 'more character', 'more characters'),
    fair: 'sufficient',
    good: 'good',
  },
});

/** Length from which a password counts as good. */
const goodCharacters = 20;

const asText = { type: 'text' } as const;
const asDots = { type: 'password' } as const;

type PasswordFieldProps = { name: string; label: string; fresh?: boolean };

/** @param fresh whether it is a new password, shown with rules and strength */
export function PasswordField({ name, label, fresh = false }: PasswordFieldProps) {
  const words = useTexts(common);
  const { wants } = useTexts(texts);
  const [shown, setShown] = useState(false);
  const [value, setValue] = useState('');
  const least = limit.passwordCharactersMin;
  return (
    <div>
      <Frame name={name} label={label} hint={fresh ? wants(least) : undefined} required>
        {(tied) => (
          <span class="password">
            <input
              {...tied}
              {...(shown ? asText : asDots)}
              name={name}
              required
              class="hds-text-input__input"
              autoComplete={fresh ? 'new-password' : 'current-password'}
              autoCapitalize="none"
              spellcheck={false}
              maxLength={limit.passwordCharactersMax}
              onInput={(event) => setValue(event.currentTarget.value)}
            />
            <button
              type="button"
              class="hds-button hds-button--supplementary hds-button--small"
              aria-pressed={shown}
              aria-label={`${shown ? words.hide : words.show}: ${label}`}
              onClick={() => setShown(!shown)}
            >
              {shown ? words.hide : words.show}
            </button>
          </span>
        )}
      </Frame>
      {fresh && value !== '' && <Strength length={[...value].length} least={least} />}
    </div>
  );
}

/** Rates only the length; the service itself refuses guessable passwords. */
function Strength({ length, least }: { length: number; least: number }) {
  const { strength, more, fair, good } = useTexts(texts);
  const word = length < least ? more(least - length) : length < goodCharacters ? fair : good;
  return (
    <p class="strength" role="status">
      <meter
        min={0}
        max={goodCharacters}
        low={least}
        high={goodCharacters - 1}
        optimum={goodCharacters}
        value={Math.min(length, goodCharacters)}
        aria-label={strength}
      />
      {strength}: {word}
    </p>
  );
}
