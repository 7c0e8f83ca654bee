/** Tells which version of the privacy notice a person must acknowledge before anything else. */
import type { Deps } from '../deps.ts';
import type { Account } from '../store/accounts.ts';

/** @returns the version that the person must acknowledge first, if there is one */
export async function privacyNoticeRequired(
  deps: Pick<Deps, 'privacyVersions'>,
  account: Account,
  now: string,
): Promise<number | undefined> {
  const { current, required } = await deps.privacyVersions.load(now);
  return (account.row.privacyNoticeVersion ?? 0) < required ? current : undefined;
}
