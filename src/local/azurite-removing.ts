/**
 * Preloaded into Azurite's process: removing few rows costs little, however many others there are.
 *
 * Plain Azurite goes through all messages of all queues at each request for messages. Every minute it
 * also removes what sent messages have left behind, and sorts all the rest again after each: with
 * thousands of messages, storage answers nobody for many seconds.
 */
import { ofAzurite } from './of-azurite.ts';

/** Up to here the database's own way for one row is faster than its way for many. */
const fewMax = 8;

type Row = { $loki: number };
type Collection = {
  data: Row[];
  remove(row: Row | number): unknown;
  removeBatch(rows: (Row | number)[]): void;
  removeBatchByPositions(positions: number[]): void;
};

export function removeFewAtOnce(): void {
  const { prototype }: { prototype: Collection } = ofAzurite('lokijs').Collection;
  const { removeBatch, removeBatchByPositions } = prototype;
  prototype.removeBatch = function (this: Collection, rows) {
    if (rows.length > fewMax) removeBatch.call(this, rows);
    else for (const row of rows) this.remove(row);
  };
  prototype.removeBatchByPositions = function (this: Collection, positions) {
    if (positions.length > fewMax) removeBatchByPositions.call(this, positions);
    // Positions change with each removal, but the rows are the same.
    else
      for (const row of positions.flatMap((position) => this.data[position] ?? []))
        this.remove(row);
  };
}
