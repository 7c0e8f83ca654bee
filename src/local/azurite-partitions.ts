/**
 * Preloaded into Azurite's process: a single-partition query reads only the rows of that partition.
 *
 * Plain Azurite scans the whole table, so queries slow down as accounts are added. Azure's do not
 * (https://learn.microsoft.com/azure/storage/tables/table-storage-design-for-query). Azurite still
 * decides which rows match: it applies the whole filter to those rows.
 */
import { createRequire } from 'node:module';

type Rows = { find(having: { PartitionKey: string }): Rows };
type Collection = { chain(): Rows };
type Query = [context: unknown, account: string, table: string, options: { filter?: string }];
type Store = {
  getEntityCollection(...table: unknown[]): Collection;
  queryTableEntities(...query: [...Query, ...from: unknown[]]): Promise<unknown>;
};

export function queryByPartition(): void {
  const path = 'azurite/dist/src/table/persistence/LokiTableMetadataStore.js';
  const { prototype }: { prototype: Store } = createRequire(import.meta.url)(path).default;
  const original = prototype.queryTableEntities;
  prototype.queryTableEntities = function (this: Store, ...query) {
    const partition = partitionOf(query[3].filter);
    if (partition === undefined) return original.apply(this, query);
    const narrowed: Store = Object.create(this, {
      getEntityCollection: {
        value: (...table: unknown[]) => {
          const rows = this.getEntityCollection(...table);
          return { chain: () => rows.chain().find({ PartitionKey: partition }) };
        },
      },
    });
    return original.apply(narrowed, query);
  };
}

/** @returns the only partition that the filter can match; undefined if it may match others */
export function partitionOf(filter = ''): string | undefined {
  if (/\b(or|not)\b/.test(filter)) return undefined;
  const [, quoted] = /^PartitionKey eq '((?:[^']|'')*)'(?= and |$)/.exec(filter) ?? [];
  return quoted?.replaceAll("''", "'");
}
