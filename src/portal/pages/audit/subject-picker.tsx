/** Picks the person or organization that the events are about, by name. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { limit } from '../../../policy/limits.ts';
import { useNames } from '../../events/names.ts';
import { Who } from '../../events/who.tsx';
import { type Found, find } from '../../find.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { texts } from './texts.ts';

/** Long enough for the next keystroke, too short to notice. */
const typingPauseMilliseconds = 250;

type PickerProps = { chosen: string | undefined; onChoose: (id: string | undefined) => void };

export function SubjectPicker({ chosen, onChoose }: PickerProps) {
  const text = useTexts(texts);
  const names = useNames([], chosen ? [chosen] : []);
  if (!chosen) return <SubjectSearch onChoose={onChoose} />;
  return (
    <div class="picked">
      <p>
        {text.chosen} <Who id={chosen} names={names} />.
      </p>
      <Button kind="secondary" small onClick={() => onChoose(undefined)}>
        {text.everyone}
      </Button>
    </div>
  );
}

function SubjectSearch({ onChoose }: Pick<PickerProps, 'onChoose'>) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [found, setFound] = useState<readonly Found[] | 'failed'>();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);
  useEffect(() => () => clearTimeout(pause.current), []);

  const look = async (typed: string) => {
    const mine = ++turn.current;
    const answer = await find(typed, language, me?.role === 'admin').catch(() => 'failed' as const);
    if (mine === turn.current) setFound(answer);
  };
  const typed = (value: string) => {
    clearTimeout(pause.current);
    turn.current++;
    if (value === '') setFound(undefined);
    else pause.current = setTimeout(() => look(value), typingPauseMilliseconds);
  };
  return (
    <div class="hds-text-input picker">
      <label class="hds-text-input__label" for="subject">
        {text.subject}
      </label>
      <input
        id="subject"
        type="search"
        class="hds-text-input__input"
        autoComplete="off"
        aria-describedby="subject-hint"
        maxLength={limit.searchCharactersMax}
        onInput={(event) => typed(event.currentTarget.value.trim())}
      />
      <span class="hds-text-input__helper-text" id="subject-hint">
        {text.subjectHint}
      </span>
      <div role="status">
        {found === 'failed' && <p>{words.failed}</p>}
        {found !== 'failed' && found?.length === 0 && <p>{words.foundNothing}</p>}
      </div>
      {found !== 'failed' && found && found.length > 0 && (
        <ul class="choices">
          {found.map(({ id, name, detail }) => (
            <li key={id}>
              <button type="button" onClick={() => onChoose(id)}>
                {name} <span>{detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
