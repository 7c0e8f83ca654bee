/** Which organization a list is about: primary users see their own, whatever they ask for. */
import type { EndpointName } from '../api.ts';
import { Refusal } from '../policy/problems.ts';
import type { Context } from './context.ts';

/** @returns the organization to list; undefined for all. @throws Refusal not_found for a foreign one */
export function organizationAsked(
  context: Pick<Context<EndpointName>, 'caller'>,
  asked: string | undefined,
): string | undefined {
  const { account, scope } = context.caller();
  if (scope === 'any') return asked;
  if (asked !== undefined && asked !== account.row.organizationId) throw new Refusal('not_found');
  return account.row.organizationId;
}
