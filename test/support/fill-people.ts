/** Fills the lists and the search index with many people, as rows only: nobody signs in with them. */
import { randomUUID } from 'node:crypto';
import type { Deps } from '../../src/deps.ts';
import { batchesOf } from '../../src/store/batches.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { directoryKey } from '../../src/store/row-keys.ts';
import type { SearchRow } from '../../src/store/rows/list.ts';
import { searchKeys, searchRange } from '../../src/store/search-keys.ts';
import { type Write, write } from '../../src/store/tables.ts';
import { putTimer } from '../../src/store/timer-state.ts';

type Filled = { deps: Pick<Deps, 'store' | 'keyring'>; clock: { iso: string } };

/** Transactions in flight, at most. */
const atOnceMax = 2;

const firstNames =
  'Aino Anna Antti Eeva Eero Elina Emilia Hanna Heikki Helena Ilmari Jari Johanna Juha Jukka Kaarina Kari Kristiina Laura Leena Liisa Maija Mari Maria Marja Marjatta Marko Markku Martti Matti Mika Mikko Minna Olavi Oskar Pekka Pirjo Päivi Riitta Saga Sami Sari Satu Sirpa Susanna Tapio Tarja Tiina Timo Toivo Tuula Ulla Ville Åsa'.split(
    ' ',
  );
const lastNames =
  'Aalto Ahonen Anttila Eklund Eskola Forsman Gustafsson Hakala Heikkinen Heinonen Hiltunen Hirvonen Hyvönen Hämäläinen Jokinen Järvinen Kallio Karjalainen Karppinen Kettunen Kinnunen Koivisto Korhonen Koskinen Kärkkäinen Laaksonen Laine Laitinen Lehtinen Lehtonen Leinonen Leppänen Lindholm Lindqvist Manninen Martikainen Mattila Miettinen Moilanen Mustonen Mäkelä Mäkinen Nieminen Niskanen Nurmi Ojala Pitkänen Rantanen Rissanen Räsänen Saarinen Salminen Salo Salonen Savolainen Sjöberg Toivonen Tuominen Turunen Vainio Virtanen Väisänen Öhman'.split(
    ' ',
  );

/**
 * @param organizations over which the people are spread evenly
 * @returns all of them, as the search index shows them
 */
export function peopleRows(at: string, count: number, organizations: number): SearchRow[] {
  const places = Array.from({ length: organizations }, () => randomUUID());
  const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
  return Array.from({ length: count }, (_, n): SearchRow => {
    const firstName = pick(firstNames, n * 7 + Math.floor(n / firstNames.length));
    const lastName = pick(lastNames, n * 11 + Math.floor(n / lastNames.length));
    const address = `${firstName}.${lastName}${n}`.normalize('NFD').replaceAll(/\p{M}/gu, '');
    return {
      userId: randomUUID(),
      ...{ firstName, lastName, email: `${address.toLowerCase()}@example.fi`, language: 'fi' },
      organizationId: pick(places, n),
      role: n % 400 === 0 ? 'primary_user' : n % 5 === 0 ? 'editor' : 'expert',
      ...{ revision: 2, invitedAt: at, invitedBy: 'service', secondFactor: n % 3 === 0 },
      ...(n % 50 === 1
        ? { invitationExpiresAt: new Date(Date.parse(at) + 6 * 86_400_000).toISOString() }
        : { activatedAt: at, lastActivityAt: at }),
      ...(n % 97 === 2 && { deactivatedAt: at, deactivatedBecause: 'administration' }),
    };
  });
}

/** @param searched fills only the part of the index that this search reads */
export async function fillPeople(
  { deps, clock }: Filled,
  people: readonly SearchRow[],
  searched?: string,
): Promise<void> {
  const keys = await deps.keyring.load(clock.iso);
  const listed = people.map(({ userId, ...row }): Write => {
    return { do: 'put', key: directoryKey(row.organizationId, userId), row };
  });
  const only = searched && searchRange(keys, [searched])?.partitionKey;
  const indexed = people.flatMap((row) =>
    searchKeys(keys, row)
      .filter(({ partitionKey }) => !only || partitionKey === only)
      .map((key): Write => ({ do: 'put', key, row })),
  );
  for (const [name, parts] of [
    ['directory', listed],
    ['search', indexed],
  ] as const) {
    const table = await deps.store.table(name);
    const batches = batchesOf(parts, ({ key }) => key.partitionKey);
    await inParallel(batches, atOnceMax, (batch) => write(table, batch));
  }
}

/** Searches use the index from now on, whatever it holds. */
export async function useIndex({ deps, clock }: Filled, indexedPeople: number): Promise<void> {
  const at = { ranAt: clock.iso, indexedAt: clock.iso };
  await putTimer(deps, 'searchIndex', { ...at, indexedPeople, corrected: 0 });
}
