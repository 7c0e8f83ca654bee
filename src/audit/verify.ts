/** Verifies the whole audit: detects changed, removed, inserted, reordered and truncated events. */

import type { Deps } from '../deps.ts';
import { type Chain, readSharedChains, readUserChain, readUserChains } from '../store/chains.ts';
import type { Keys } from '../store/keyring.ts';
import type { Finding } from './finding.ts';
import { verifyChain } from './verify-chain.ts';
import { verifyLog } from './verify-log.ts';

type VerifyDeps = Pick<Deps, 'store' | 'keyring'> & {
  settings: Pick<Deps['settings'], 'AUDIT_RETENTION_MONTHS'>;
};
/**
 * Reads everything once, with one storage request for each thousand rows. Changes nothing.
 * @returns an empty list if the audit is intact
 */
export async function verifyAudit(deps: VerifyDeps, now: string): Promise<Finding[]> {
  const keys = await deps.keyring.load(now);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for await (const chain of readUserChains(deps.store)) {
    if (check(keys, chain, seen).length === 0) continue;
    // The account may have changed between two pages: reading it again is consistent.
    const again = await readUserChain(deps.store, chain.subjectId);
    findings.push(...check(keys, again, seen));
  }
  for (const table of ['organizations', 'notices', 'systems'] as const)
    for (const chain of await readSharedChains(deps.store, table))
      findings.push(...check(keys, chain, seen));
  return withoutDoubles([...findings, ...(await verifyLog(deps, seen, now))]);
}

function check(keys: Keys, { subjectId, head, events }: Chain, seen: Set<string>): Finding[] {
  for (const { eventId } of events) seen.add(eventId);
  return verifyChain(keys, subjectId, head, events);
}

/** If the log names a lost event, the gap in its chain adds nothing. */
function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const named = new Set(
    findings.flatMap(({ what, subjectId, eventId }) =>
      what === 'event_removed' && eventId && subjectId ? [subjectId] : [],
    ),
  );
  return findings.filter(
    ({ what, subjectId, eventId }) =>
      what !== 'event_removed' || eventId !== undefined || !named.has(subjectId ?? ''),
  );
}
