/**
 * Preloaded into Azurite's process: finding a table takes equally long, however many there are.
 *
 * Plain Azurite looks through the tables of all accounts for each request; test runs have thousands.
 */
import { ofAzurite } from './of-azurite.ts';

type Collection = { name: string };
type Database = {
  collections: Collection[];
  getCollection(name: string): Collection | null;
};

export function findCollectionsAtOnce(): void {
  const { prototype }: { prototype: Database } = ofAzurite('lokijs');
  const original = prototype.getCollection;
  const places = new WeakMap<Database, Map<string, number>>();
  prototype.getCollection = function (this: Database, name) {
    const known = places.get(this) ?? new Map<string, number>();
    places.set(this, known);
    const likely = this.collections[known.get(name) ?? -1];
    // A place is only a guess: collections move up when an earlier one is removed.
    if (likely?.name === name) return likely;
    const found = original.call(this, name);
    if (found !== null) known.set(name, this.collections.indexOf(found));
    return found;
  };
}
