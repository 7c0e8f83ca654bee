/** Rows of unknown shape in every table, as from a newer release. */
import { randomUUID } from 'node:crypto';
import type { Service } from '../support/harness.ts';
import { merge, type Place } from './newer-place.ts';

/** @returns the rows that were added */
export async function addStrangers({ connectionString, clock }: Service): Promise<Place[]> {
  const today = clock.iso.slice(0, 10);
  const yesterday = new Date(clock.now() - 86_400_000).toISOString().slice(0, 10);
  const id = randomUUID();
  const rows: readonly [table: string, partitionKey: string, rowKey: string][] = [
    ['accounts', 'systems', 'system.1'],
    ['accounts', `system.${id}`, 'account.secret.1'],
    ['logins', 'f'.repeat(64), 'external'],
    ['logins', `external.${id}`, 'login.manual'],
    ['directory', 'units', id],
    ['directory', id, `unit.${id}`],
    ['schedule', `${yesterday}.00`, `delegation.${id}`],
    ['schedule', '2026-01-01.delegations', `delegation.${id}`],
    ['schedule', 'delegations', id],
    ['organizations', 'organizations', `unit.${id}`],
    ['organizations', 'organizations', `organization2.${id}`],
    ['organizations', 'units', id],
    ['organizations', `offer2.${id}`, id],
    ['notices', 'notices', `banner.${id}`],
    ['notices', 'notices', `terms.000001`],
    ['notices', 'banners', id],
    ['keys', 'keys', 'encryption.000001'],
    ['keys', 'keys', `client.${id}`],
    ['keys', 'state', 'delegations'],
    ['keys', 'systems', id],
    ['throttle', `${today}.00`, `address.${id}`],
    ['throttle', 'totals', today],
    ['mails', `${today}.00`, `letter.${id}`],
    ['mails', 'totals', today],
    ['imports', id, 'mapping'],
    ['imports', id, 'row.000001'],
    ['imports', 'templates', id],
    ['systems', 'systems', `claim.${id}`],
    ['systems', 'streams', id],
  ];
  const places = rows.map(([table, partitionKey, rowKey]) => {
    return { table, partitionKey, rowKey, fields: { shape: 'of a newer release', size: 2 } };
  });
  await merge(connectionString, ...places);
  return places;
}
