/** Finds everybody who has entered a connected system, for the rare case that it is disabled or admits other roles. */
import { sessionPrefix } from './row-keys.ts';
import { sessionRow } from './rows/sign-in.ts';
import type { Store } from './store.ts';
import { quoted, readPage } from './tables.ts';

type Found = { userId: string; sid: string };

/** One storage request. @param next where an earlier page ended */
export async function readEntries(
  store: Pick<Store, 'table'>,
  systemId: string,
  next?: string,
): Promise<{ entries: Found[]; next?: string }> {
  const filter = `RowKey ge ${quoted(sessionPrefix)} and RowKey lt ${quoted(`${sessionPrefix}~`)}`;
  const page = await readPage(await store.table('accounts'), sessionRow, { filter, next });
  const entries = page.rows.flatMap(({ partitionKey: userId, systems = [] }) =>
    systems.filter((entry) => entry.systemId === systemId).map(({ sid }) => ({ userId, sid })),
  );
  return { entries, ...(page.next && { next: page.next }) };
}
