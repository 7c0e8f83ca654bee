/** Filters for the list of people; typing is debounced. */
import { useEffect, useRef } from 'preact/hooks';
import { roleNames } from '../../../policy/role-names.ts';
import { roles } from '../../../policy/roles.ts';
import { statuses } from '../../../policy/statuses.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import { useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { texts } from './texts.ts';

export type Filter = { text: string; status: string; role: string; organizationId: string };

/** Long enough for the next keystroke, too short to notice. */
const typingPauseMilliseconds = 250;

type FiltersProps = { filter: Filter; onChange: (filter: Filter) => void };

export function Filters({ filter, onChange }: FiltersProps) {
  const words = useTexts(common);
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { items } = useOrganizations();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(filter);
  latest.current = filter;
  useEffect(() => () => clearTimeout(pause.current), []);
  const set = (changed: Partial<Filter>) => onChange({ ...latest.current, ...changed });
  const all = ['', words.all] as const;
  const shown = statuses.filter((status) => status !== 'erased');
  return (
    <search class="form-row">
      <TextField
        name="text"
        label={text.search}
        type="search"
        value={filter.text}
        maxLength={100}
        required
        onInput={(typed) => {
          clearTimeout(pause.current);
          pause.current = setTimeout(() => set({ text: typed.trim() }), typingPauseMilliseconds);
        }}
      />
      <SelectField
        name="status"
        label={words.status}
        value={filter.status}
        required
        options={[all, ...shown.map((status) => [status, life.status[status]] as [string, string])]}
        onChange={(status) => set({ status })}
      />
      <SelectField
        name="role"
        label={words.role}
        value={filter.role}
        required
        options={[
          all,
          ...roles.map((role) => [role, roleNames[language][role]] as [string, string]),
        ]}
        onChange={(role) => set({ role })}
      />
      {me?.role === 'admin' && (
        <SelectField
          name="organizationId"
          label={words.organization}
          value={filter.organizationId}
          required
          options={[all, ...organizationChoices(items)]}
          onChange={(organizationId) => set({ organizationId })}
        />
      )}
    </search>
  );
}
