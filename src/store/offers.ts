/** The people offered to each organization: a list projected from the accounts. */
import { limit } from '../policy/limits.ts';
import { inParallel } from './in-parallel.ts';
import { offerKey, offerPrefix } from './row-keys.ts';
import { offerRow } from './rows/list.ts';
import type { Store } from './store.ts';
import { quoted, readPage, remove, write } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/** Requests in flight, at most. */
const atOnceMax = 8;

export type ListedOffer = { userId: string; organizationId: string };

const allOffers = `PartitionKey ge ${quoted(offerPrefix)} and PartitionKey lt ${quoted(`${offerPrefix}~`)}`;

/**
 * @param organizationId the organization they are offered to; undefined: any
 * @returns the first hundred. One storage request.
 */
export async function readOffers(
  store: Tables,
  organizationId: string | undefined,
): Promise<ListedOffer[]> {
  const filter = organizationId
    ? `PartitionKey eq ${quoted(`${offerPrefix}${organizationId}`)}`
    : allOffers;
  const ask = { filter, rows: limit.pageRowsMax };
  const { rows } = await readPage(await store.table('organizations'), offerRow, ask);
  return rows.map(({ rowKey, partitionKey }) => {
    return { userId: rowKey, organizationId: partitionKey.slice(offerPrefix.length) };
  });
}

/** @param offeredAt undefined: the person is no longer offered there. One storage request. */
export async function putOffer(
  store: Tables,
  { organizationId, userId }: ListedOffer,
  offeredAt: string | undefined,
): Promise<void> {
  const table = await store.table('organizations');
  const key = offerKey(organizationId, userId);
  if (offeredAt) await write(table, [{ do: 'merge', key, row: { at: offeredAt } }]);
  else await remove(table, key);
}

/** Deletes list entries only: offers themselves end by their date. @returns how many */
export async function deleteOffersBefore(store: Tables, before: string): Promise<number> {
  const table = await store.table('organizations');
  const filter = `${allOffers} and at lt ${quoted(before)}`;
  const { rows } = await readPage(table, offerRow, { filter });
  await inParallel(rows, atOnceMax, (row) => remove(table, row));
  return rows.length;
}
