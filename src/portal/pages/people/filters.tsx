/** Filters for the list of people; typing is debounced and stays out of the address. */
import { roleNames } from '../../../policy/role-names.ts';
import { roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import { useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { SelectField } from '../../ui/field.tsx';
import { ListFilters } from '../../ui/list-filters.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import {
  type Filter,
  type FilterName,
  furtherFilters,
  lapseDays,
  shownStatuses,
  unusedDays,
} from './filter.ts';
import { texts } from './texts.ts';

type FiltersProps = { filter: Filter; typed: string; onTyped: (text: string) => void };

export function Filters({ filter, typed, onTyped }: FiltersProps) {
  const words = useTexts(common);
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { items } = useOrganizations();
  const choice = (
    name: FilterName,
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <SelectField
      name={name}
      label={label}
      value={filter.at(name)}
      required
      options={[['', words.all], ...options]}
      onChange={(value) => filter.set({ [name]: value })}
    />
  );
  const countSet = (names: readonly FilterName[]) =>
    names.filter((name) => filter.at(name) !== '').length;
  const none = Object.fromEntries(filter.names.map((name) => [name, '']));
  return (
    <ListFilters
      search={<SearchField label={text.search} value={typed} onSearch={onTyped} />}
      set={countSet(filter.names)}
      further={countSet(furtherFilters)}
      onClear={
        filter.isChanged(filter.names) || typed !== ''
          ? () => filter.set({ ...none, search: '' })
          : undefined
      }
      more={
        <>
          {choice(
            'unused',
            text.unused,
            unusedDays.map((days) => [days, text.unusedFor(Number(days))]),
          )}
          {choice(
            'lapses',
            text.lapses,
            lapseDays.map((days) => [days, text.lapsesIn(Number(days))]),
          )}
          {choice('factor', text.factor, [['without', text.withoutFactor]])}
        </>
      }
    >
      {choice(
        'status',
        words.status,
        shownStatuses.map((each) => [each, life.status[each]]),
      )}
      {choice(
        'role',
        words.role,
        roles.map((each) => [each, roleNames[language][each]]),
      )}
      {me?.role === 'admin' &&
        choice('organization', words.organization, organizationChoices(items))}
    </ListFilters>
  );
}
