/** Jobs over many accounts: an import, a night of erasures, and a night of notices. */
import { randomUUID } from 'node:crypto';
import { invite } from '../../src/accounts/invite.ts';
import type { Client } from '../../src/client/client.ts';
import { readImport } from '../../src/imports/read-import.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { startImport } from '../../src/imports/start-import.ts';
import { limit } from '../../src/policy/limits.ts';
import type { CensusRow } from '../../src/store/rows/state.ts';
import { write } from '../../src/store/tables.ts';
import { peopleRows } from '../support/fill-people.ts';
import type { Service } from '../support/harness.ts';
import { fillDue } from './due.ts';

export type World = {
  service: Service;
  /** A service on separate storage, where the same requests are repeated. */
  beside: Service;
  admin: Client;
};

/** `open` prepares the given number of accounts and returns the work to measure. */
export type Job = {
  name: string;
  /** Accounts processed concurrently. */
  atOnce: number;
  open(world: World, count: number): Promise<() => Promise<void>>;
  /** Does the same for other accounts, one after the other. @returns accounts a second */
  inTurn?: (world: World, count: number) => Promise<number>;
};

/** The timer's concurrency (src/timers/lifecycle.ts). */
const accountsAtOnce = 8;

export const importing: Job = {
  name: 'people from a CSV file are invited',
  atOnce: limit.importLinesAtOnceMax,
  open: openImport,
  inTurn: inviteInTurn,
};
export const erasing: Job = {
  name: 'accounts past their date are erased',
  atOnce: accountsAtOnce,
  open: (world, count) => openNight(world, 'erase', 'erased', count),
};
export const noticing: Job = {
  name: 'accounts due in a night are sent a notice',
  atOnce: accountsAtOnce,
  open: (world, count) => openNight(world, 'notice', 'noticed', count),
};

/** @throws Error unless everyone in the file is invited */
async function openImport({ service: { deps, clock }, admin }: World, count: number) {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const { userId: actorId } = await admin.me();
  const importId = randomUUID();
  const lines = peopleRows(clock.iso, count, 1).map(
    ({ email, firstName, lastName }) => `${count}.${email};${firstName};${lastName};expert;fi`,
  );
  const csv = ['email;firstName;lastName;role;language', ...lines].join('\n');
  const request = { importId, requestHash: importId, actorId, organizationId, csv };
  return async () => {
    await startImport(deps, { ...request, actorRole: 'admin' }, clock.iso);
    // In Azure, a queue message starts each slice.
    for (let from = 0; from < count; from += limit.importSliceRows)
      await runImport(deps, importId, clock.iso);
    const { invited, state } = await readImport(deps, importId);
    if (invited !== count || state !== 'done') throw new Error(`${invited} of ${count} invited`);
  };
}

async function inviteInTurn(
  { service: { deps, clock }, admin }: World,
  count: number,
): Promise<number> {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const { userId: inviterId } = await admin.me();
  const begun = performance.now();
  for (const { userId, email, firstName, lastName } of peopleRows(clock.iso, count, 1)) {
    const invitee = { email, firstName, lastName, organizationId, role: 'expert' } as const;
    const request = {
      invitee,
      inviterId,
      inviterRole: 'admin',
      userId,
      requestHash: userId,
    } as const;
    await invite(deps, request, clock.iso);
  }
  return count / ((performance.now() - begun) / 1_000);
}

/** @throws Error unless the run takes the step for everyone */
async function openNight(
  { service }: World,
  step: 'erase' | 'notice',
  counted: string,
  count: number,
) {
  const { deps, clock } = service;
  await fillDue(service, step, count);
  // Enough active accounts that the run is not suspended.
  const active = Math.ceil((count * 100) / limit.guardPercentMax);
  const row: CensusRow = { ranAt: clock.iso, active, earlyDays: 0 };
  const key = { partitionKey: 'state', rowKey: 'census' };
  await write(await deps.store.table('keys'), [{ do: 'put', key, row }]);
  return async () => {
    const counts = await service.runTimer('lifecycle');
    if (counts[counted] !== count) throw new Error(`${counted}: ${counts[counted]} of ${count}`);
  };
}
