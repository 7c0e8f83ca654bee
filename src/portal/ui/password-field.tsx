/** A password: can be shown, pasted and filled in by a manager; a new one is judged as the service will. */
import { useEffect, useState } from 'preact/hooks';
import { counted } from '../../policy/counted.ts';
import { limit } from '../../policy/limits.ts';
import { inEveryLanguage, useTexts } from '../language.tsx';
import { passwordVerdict } from '../password-verdict.ts';
import { common } from '../texts/common.ts';
import { faultTexts } from '../texts/faults.ts';
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

type PasswordFieldProps = { name: string; label: string; freshFor?: readonly string[] };

/** @param freshFor of a new password: the person's names and address, which it must not be made of */
export function PasswordField({ name, label, freshFor }: PasswordFieldProps) {
  const fresh = freshFor !== undefined;
  const words = useTexts(common);
  const { wants } = useTexts(texts);
  const [shown, setShown] = useState(false);
  const [value, setValue] = useState('');
  return (
    <div>
      <Frame
        name={name}
        label={label}
        hint={fresh ? wants(limit.passwordCharactersMin) : undefined}
        required
      >
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
      {freshFor && value !== '' && <Strength password={value} known={freshFor} />}
    </div>
  );
}

type StrengthProps = { password: string; known: readonly string[] };

/** Length while it is too short, then the service's verdict. */
function Strength({ password, known }: StrengthProps) {
  const { strength, more, fair, good } = useTexts(texts);
  const faults = useTexts(faultTexts);
  const verdict = useVerdict(password, known);
  const least = limit.passwordCharactersMin;
  const length = [...password.normalize('NFKC')].length;
  const isGood = verdict === 'none' && length >= goodCharacters;
  const word = isGood ? good : fair;
  const said = verdict && verdict !== 'none' ? faults[verdict] : verdict && `${strength}: ${word}`;
  const level = verdict === 'none' ? Math.min(length, goodCharacters) : Math.min(length, least - 1);
  return (
    <p class="strength" role="status">
      <meter
        min={0}
        max={goodCharacters}
        low={least}
        high={goodCharacters - 1}
        optimum={goodCharacters}
        value={level}
        aria-label={strength}
      />
      {length < least ? `${strength}: ${more(least - length)}` : said}
    </p>
  );
}

/** @returns the verdict on this very password; undefined until there is one */
function useVerdict(password: string, known: readonly string[]) {
  const [judged, setJudged] = useState<{ password: string; verdict: Verdict }>();
  const names = known.join('\n');
  useEffect(() => {
    let outdated = false;
    passwordVerdict(password, names.split('\n')).then((verdict) => {
      if (!outdated) setJudged({ password, verdict });
    });
    return () => {
      outdated = true;
    };
  }, [password, names]);
  return judged?.password === password ? judged.verdict : undefined;
}

type Verdict = Awaited<ReturnType<typeof passwordVerdict>>;
