/**
 * No two open organizations share a name: the row of a name is in the organizations' partition and
 * is written in the transaction that assigns the name.
 */
import { createHash } from 'node:crypto';
import { nameKey } from '../policy/name-key.ts';
import { Refusal } from '../policy/problems.ts';
import { organizationNameKey } from './row-keys.ts';
import { type OrganizationRow, organizationNameRow } from './rows/organization.ts';
import type { Store } from './store.ts';
import { getRow, type Stored, type Write } from './tables.ts';

type Named = Pick<OrganizationRow, 'name' | 'closedAt'>;
type Listed = { organizationId: string; row: Named };

/**
 * What a change writes to the rows of names. No storage request if the name is unchanged; otherwise
 * one for each name assigned or released.
 */
export async function nameParts(
  store: Pick<Store, 'table'>,
  organizationId: string,
  before: Named | undefined,
  after: Named,
): Promise<Write[]> {
  const [former, next] = [heldBy(before), heldBy(after)];
  if (former === next) return [];
  const givenUp = former === undefined ? undefined : await readName(store, former);
  const taken = next === undefined ? undefined : await readName(store, next);
  return [
    ...(givenUp?.organizationId === organizationId
      ? [{ do: 'delete', key: keyOf(former) } as const]
      : []),
    ...(next === undefined ? [] : [holding(organizationId, next, taken)]),
  ];
}

/**
 * Rows of names can be missing or outdated: some organizations predate them, and an earlier release
 * changes names without them. The organizations themselves are authoritative.
 * @throws Refusal organization_name_taken
 */
export function assertNameFree(
  all: readonly Listed[],
  organizationId: string,
  before: Named | undefined,
  after: Named,
): void {
  const wanted = heldBy(after);
  if (wanted === undefined || wanted === heldBy(before)) return;
  const taken = all.some(
    (other) => other.organizationId !== organizationId && heldBy(other.row) === wanted,
  );
  if (taken) throw new Refusal('organization_name_taken');
}

/** A closed organization releases its name, so that a successor can use it. */
function heldBy(row: Named | undefined): string | undefined {
  return row && !row.closedAt ? nameKey(row.name) : undefined;
}

function holding(
  organizationId: string,
  name: string,
  outdated: Stored<unknown> | undefined,
): Write {
  const part = { key: keyOf(name), row: { organizationId } };
  return outdated ? { do: 'put', ...part, etag: outdated.etag } : { do: 'insert', ...part };
}

async function readName(store: Pick<Store, 'table'>, name: string) {
  return getRow(await store.table('organizations'), organizationNameRow, keyOf(name));
}

/** Names can contain characters that Table Storage does not allow in keys. */
const keyOf = (name = '') => organizationNameKey(createHash('sha256').update(name).digest('hex'));
