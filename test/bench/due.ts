/** Adds people who are due for a notice or for erasure. */
import { randomUUID } from 'node:crypto';
import { batchesOf } from '../../src/store/batches.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import type { TableName } from '../../src/store/row-keys.ts';
import {
  accountKey,
  directoryKey,
  loginKey,
  personKey,
  scheduleKey,
} from '../../src/store/row-keys.ts';
import type { AccountRow } from '../../src/store/rows/account.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { type Write, write } from '../../src/store/tables.ts';
import type { Service } from '../support/harness.ts';

const atOnceMax = 16;
/** People of one organization. */
const organizationSize = 200;
const dayMs = 86_400_000;
/** Past the first notice, which is sent 30 days before the 6 months end. */
const asleepDays = 156;
/** Past the 30 days in which a deactivated person can be restored. */
const deactivatedDays = 40;

export type Person = { userId: string; organizationId: string };

/** @returns `count` people for whom the next run takes the step */
export async function fillDue(
  { deps, clock }: Pick<Service, 'deps' | 'clock'>,
  step: 'notice' | 'erase',
  count: number,
): Promise<Person[]> {
  const ago = (days: number) => new Date(clock.now() - days * dayMs).toISOString();
  const { emailHash } = await deps.keyring.load(clock.iso);
  const organizations = Array.from({ length: Math.ceil(count / organizationSize) }, () =>
    randomUUID(),
  );
  const since = ago(asleepDays);
  const gone = { deactivatedAt: ago(deactivatedDays), deactivatedBecause: 'inactivity' } as const;
  const people = Array.from({ length: count }, (_, n) => {
    const userId = randomUUID();
    const organizationId = organizations[n % organizations.length] ?? '';
    const filed = scheduleKey(ago(1).slice(0, 10), userId);
    const row: AccountRow = {
      ...{ organizationId, role: 'editor', revision: 1, invitedBy: 'service', chainLength: 1 },
      ...{ invitedAt: since, activatedAt: since, lastActivityAt: since, changedAt: since },
      ...{ scheduledIn: filed.partitionKey, scheduledFor: step },
      ...(step === 'erase' && gone),
    };
    const email = `${userId}@example.fi`;
    const person = { firstName: 'Aino', lastName: `Korhonen ${n}`, email, language: 'fi' };
    return { userId, row, person, filed };
  });
  const put = (key: Write['key'], row: object) => ({ do: 'put' as const, key, row });
  await inBatches(
    deps,
    'accounts',
    people.flatMap(({ userId, row, person }) => [
      put(accountKey(userId), row),
      put(personKey(userId), person),
    ]),
  );
  const logins = people.map(({ userId, person }) =>
    put(loginKey(emailHash(person.email)), { userId }),
  );
  await inBatches(deps, 'logins', logins);
  const listed = people.map(({ userId, row, person }) =>
    put(directoryKey(row.organizationId, userId), directoryRow.parse({ ...row, ...person })),
  );
  await inBatches(deps, 'directory', listed);
  await inBatches(
    deps,
    'schedule',
    people.map(({ filed }) => put(filed, { step })),
  );
  return people.map(({ userId, row }) => ({ userId, organizationId: row.organizationId }));
}

/** Writes the rows, batched by partition. */
export async function inBatches(
  deps: Pick<Service['deps'], 'store'>,
  name: TableName,
  parts: readonly Write[],
): Promise<void> {
  const table = await deps.store.table(name);
  const batches = batchesOf(parts, ({ key }) => key.partitionKey);
  await inParallel(batches, atOnceMax, (batch) => write(table, batch));
}
