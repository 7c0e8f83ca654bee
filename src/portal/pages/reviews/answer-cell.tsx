/** The answer about one person, and what it needs: a day, an organization or a role. */
import { roleNames } from '../../../policy/role-names.ts';
import type { Role } from '../../../policy/roles.ts';
import { isoDayOf } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { common } from '../../texts/common.ts';
import { texts } from './texts.ts';

export type Place = { organizationId: string; name: string };

const answers = ['here', 'left', 'moved', 'role'] as const;
const rolesGiven = ['primary_user', 'editor', 'expert'] as const;

type Props = {
  userId: string;
  name: string;
  chosen: string;
  choose: (answer: string) => void;
  places: readonly Place[];
  role: Role | undefined;
};

export function AnswerCell({ userId, name, chosen, choose, places, role: former }: Props) {
  const text = useTexts(texts);
  const words = useTexts(common);
  const { language } = useLanguage();
  const detail = `detail.${userId}`;
  return (
    <div class="hds-text-input answer">
      <Choice
        name={`answer.${userId}`}
        label={text.answerOf(name)}
        options={answers.map((each) => [each, text.answers[each]])}
        value={chosen}
        onChange={choose}
      />
      {chosen === 'left' && (
        <>
          <label class="visually-hidden" for={detail}>
            {text.lastDay(name)}
          </label>
          <input
            type="date"
            class="hds-text-input__input"
            id={detail}
            name={detail}
            required
            defaultValue={isoDayOf(new Date())}
          />
        </>
      )}
      {chosen === 'moved' && (
        <Choice
          name={detail}
          label={text.newPlace(name)}
          options={[
            ['', words.choose],
            ...places.map(({ organizationId, name: place }) => [organizationId, place] as const),
          ]}
        />
      )}
      {chosen === 'role' && (
        <Choice
          name={detail}
          label={text.newRole(name)}
          options={[
            ['', words.choose],
            ...rolesGiven
              .filter((role) => role !== former)
              .map((role) => [role, roleNames[language][role]] as const),
          ]}
        />
      )}
    </div>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  options: readonly (readonly [string, string])[];
  value?: string;
  onChange?: (value: string) => void;
};

/** The column names the field; only screen readers need the label. */
function Choice({ name, label, options, value = '', onChange }: ChoiceProps) {
  return (
    <>
      <label class="visually-hidden" for={name}>
        {label}
      </label>
      <select
        class="hds-text-input__input"
        id={name}
        name={name}
        required
        onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
      >
        {options.map(([key, said]) => (
          <option key={key} value={key} selected={key === value}>
            {said}
          </option>
        ))}
      </select>
    </>
  );
}
