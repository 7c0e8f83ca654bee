/** The organization that a list covers: for primary users always their own. */
import type { EndpointName } from '../api.ts';
import { Refusal } from '../policy/problems.ts';
import type { Context } from './context.ts';

/** @returns the organization; undefined for all. @throws Refusal not_found if it is out of scope */
export function organizationAsked(
  context: Pick<Context<EndpointName>, 'caller'>,
  asked: string | undefined,
): string | undefined {
  const { account, scope } = context.caller();
  if (scope === 'any') return asked;
  if (asked !== undefined && asked !== account.row.organizationId) throw new Refusal('not_found');
  return account.row.organizationId;
}
