/**
 * Preloaded into Azurite's process: finding one row by its key costs little, however many others share
 * its partition, or its row key with other partitions.
 *
 * Plain Azurite looks through the whole partition, for each row of a transaction too. The database has
 * an index for each half of the key; the half that fewer rows share is enough.
 */
import { ofAzurite } from './of-azurite.ts';

const halves = ['PartitionKey', 'RowKey'] as const;

type Half = (typeof halves)[number];
type Row = Record<string, unknown>;
type Collection = {
  data: Row[];
  binaryIndices: Partial<Record<Half, { values: number[] }>>;
  /** @returns the first and the last place in the index; the last is before the first if no row has it */
  calculateRange(operation: '$eq', half: Half, value: unknown): [first: number, last: number];
  findOne(query: Row): Row | null;
};

export function findKeysAtOnce(): void {
  const { prototype }: { prototype: Collection } = ofAzurite('lokijs').Collection;
  const original = prototype.findOne;
  prototype.findOne = function (this: Collection, query) {
    const isKey = Object.keys(query).length === 2 && halves.every((half) => half in query);
    const [a, b] = isKey ? halves.map((half) => placesOf(this, half, query[half])) : [];
    if (!a || !b) return original.call(this, query);
    const { index, first, last } = a.last - a.first < b.last - b.first ? a : b;
    for (let place = first; place <= last; place++) {
      const row = this.data[index[place] ?? -1];
      if (row && halves.every((half) => row[half] === query[half])) return row;
    }
    return null;
  };
}

/** @returns where the index has all rows with this half of a key; undefined if there is no index */
function placesOf(collection: Collection, half: Half, value: unknown) {
  const index = collection.binaryIndices[half]?.values;
  if (!index) return undefined;
  const [first, last] = collection.calculateRange('$eq', half, value);
  return { index, first, last };
}
