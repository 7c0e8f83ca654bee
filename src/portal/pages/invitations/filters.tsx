/** Filters for the list of invitations. */
import { roleNames } from '../../../policy/role-names.ts';
import { roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { SelectField } from '../../ui/field.tsx';
import { ListFilters } from '../../ui/list-filters.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import type { UrlState } from '../../url-state.ts';
import { texts } from './texts.ts';

export type InvitationFilter = UrlState<'search' | 'status' | 'role' | 'sort' | 'order'>;

export const openStatuses = [
  'proposed',
  'declined',
  'invited',
  'invitation_expired',
  'invitation_void',
] as const;

type FiltersProps = { filter: InvitationFilter; typed: string; onTyped: (text: string) => void };

export function Filters({ filter, typed, onTyped }: FiltersProps) {
  const words = useTexts(common);
  const life = useTexts(lifeTexts);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const all = ['', words.all] as const;
  const set = (['status', 'role'] as const).filter((name) => filter.at(name) !== '').length;
  return (
    <ListFilters
      search={<SearchField label={text.search} value={typed} onSearch={onTyped} />}
      set={set}
      onClear={
        set > 0 || typed !== '' ? () => filter.set({ status: '', role: '', search: '' }) : undefined
      }
    >
      <SelectField
        name="status"
        label={words.status}
        value={filter.at('status')}
        required
        options={[all, ...openStatuses.map((each) => [each, life.status[each]] as const)]}
        onChange={(status) => filter.set({ status })}
      />
      <SelectField
        name="role"
        label={words.role}
        value={filter.at('role')}
        required
        options={[all, ...roles.map((each) => [each, roleNames[language][each]] as const)]}
        onChange={(role) => filter.set({ role })}
      />
    </ListFilters>
  );
}
