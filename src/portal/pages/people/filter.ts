/** The filters of the list of people, as the address has them and as the service takes them. */
import type { SentBody } from '../../../api.ts';
import { roles } from '../../../policy/roles.ts';
import { statuses } from '../../../policy/statuses.ts';
import { dayMs } from '../../../policy/time.ts';
import { oneOf, type UrlState, useUrlState } from '../../url-state.ts';

const names = ['status', 'role', 'organization', 'unused', 'lapses', 'factor'] as const;
export type FilterName = (typeof names)[number];

/** Those that are shown on demand. */
export const furtherFilters: readonly FilterName[] = ['unused', 'lapses', 'factor'];

export type Filter = UrlState<FilterName | 'search' | 'sort' | 'order'> & {
  names: readonly FilterName[];
};

export function useFilter(): Filter {
  const none = { status: '', role: '', organization: '', unused: '', lapses: '', factor: '' };
  return { ...useUrlState({ ...none, search: '', sort: 'name', order: 'ascending' }), names };
}

export const shownStatuses = statuses.filter((status) => status !== 'erased');

/** Choices, in days. */
export const unusedDays = ['30', '60', '90', '180'] as const;
export const lapseDays = ['7', '14', '30', '60', '90'] as const;

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Asked = NonNullable<SentBody<'searchUsers'>>;

/** Omits what is not set, and what somebody has mistyped in the address. */
export function filterOf({ at }: Filter, typed: string): Asked {
  const status = oneOf(shownStatuses, at('status'));
  const role = oneOf(roles, at('role'));
  const unused = oneOf(unusedDays, at('unused'));
  const lapses = oneOf(lapseDays, at('lapses'));
  const organizationId = id.test(at('organization')) ? at('organization') : undefined;
  const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
  return {
    ...(typed !== '' && { text: typed }),
    ...(status && { status }),
    ...(role && { role }),
    ...(organizationId && { organizationId }),
    ...(unused && { lastUsedBefore: inDays(-Number(unused)) }),
    ...(lapses && { lapsesBefore: inDays(Number(lapses)) }),
    ...(at('factor') === 'without' && { withoutSecondFactor: true }),
  };
}
