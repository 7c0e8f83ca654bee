/** Changes the address: requested with the password, confirmed only from the new mailbox. */

import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { domainAllowed } from '../policy/admission-rules.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { hourMs } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { PersonRow } from '../store/rows/account.ts';
import { mail, requirePerson, revised } from './account.ts';
import { rulesIn } from './admission.ts';
import { newLink, openLink, withLink } from './link.ts';
import { assertNoNewerProof, ownershipProven } from './ownership.ts';

/**
 * The response is the same for a taken address; only whoever confirms it learns the difference.
 * @throws Refusal domain_not_allowed, wrong_password when ownership was proven anew meanwhile
 */
export async function requestAddressChange(
  deps: Deps,
  { loaded, email }: { loaded: Account; email: string },
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const { userId } = loaded;
  const rules = await rulesIn(deps, loaded.row.organizationId);
  if (!domainAllowed(rules, email)) throw new Refusal('domain_not_allowed');
  await changeAccount(deps, loaded, { actorId: userId, now }, (account) => {
    const known = requirePerson(account);
    assertNoNewerProof(loaded, known, 'wrong_password');
    const { row, links } = known;
    const life = limit.addressLinkHours * hourMs;
    const link = newLink(keys, userId, 'address_change', now, life, email);
    return {
      kind: 'address_change_requested',
      row,
      links: withLink(links, link),
      // The e-mail with the link follows once this one has been sent.
      effects: { mails: [mail('address_change_requested', 'now')] },
    };
  });
}

/** @throws Refusal link_invalid, domain_not_allowed, address_taken */
export async function confirmAddressChange(deps: Deps, token: string, now: string): Promise<void> {
  const { account: loaded, link } = await openLink(deps, token, ['address_change'], now);
  const keys = await deps.keyring.load(now);
  const rules = await rulesIn(deps, loaded.row.organizationId);
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    const stands = account?.links.find((kept) => kept.id === link.id);
    const usable = account && evaluateLifecycle(account.row, deps.policy, now).status === 'active';
    if (!account?.person || !stands?.email || !usable) throw new Refusal('link_invalid');
    if (!domainAllowed(rules, stands.email)) throw new Refusal('domain_not_allowed');
    const { person } = account;
    const confirmed = { link: link.id, email: stands.email };
    return changed(keys, { ...account, person }, confirmed, now);
  });
}

/** The e-mail finds the former address by its event id; no queue or event may contain it. */
function changed(
  keys: Keys,
  account: Account & { person: PersonRow },
  { link, email }: { link: string; email: string },
  now: string,
): Decision {
  const proven = ownershipProven(account, 'address_changed', now);
  const { person } = account;
  if (email === person.email) return { ...proven, data: { link }, row: revised(proven.row, {}) };
  const former = { id: randomUUID(), email: person.email, changedAt: now };
  return {
    ...proven,
    data: { link, former: former.id },
    row: revised(proven.row, { addressChangedAt: now, mailFailedAt: undefined }),
    person: { ...person, email },
    formerAddresses: [...account.formerAddresses, former],
    effects: {
      project: true,
      loginAdded: keys.emailHash(email),
      loginRemoved: keys.emailHash(person.email),
      mails: [mail('address_changed', 'now')],
    },
  };
}
