/** Preloaded into Azurite's process: writes reach the disk quickly, and transactions atomically. */
import { setTimeout as pause } from 'node:timers/promises';
import { ofAzurite } from './of-azurite.ts';

/** Plain Azurite saves every five seconds. */
const saveEveryMilliseconds = 100;
/** A save rewrites a whole database, so saving is limited to a tenth of the time. */
const restFactor = 9;
const lookMilliseconds = 5;

/** The parts of a lokijs database that are used here. */
type Database = {
  autosave: boolean;
  autosaveHandle: NodeJS.Timeout | null;
  throttledSavePending: boolean;
  collections: { dirty: boolean }[];
  autosaveEnable(): void;
  autosaveDirty(): boolean;
  saveDatabase(done: (error?: Error | null) => void): void;
};

type Transactions = {
  beginBatchTransaction(...batch: unknown[]): Promise<void>;
  endBatchTransaction(...batch: unknown[]): Promise<void>;
};

const databases = new Set<Database>();
let transactionsOpen = 0;

/** Replaces each database's autosave timer; databases in memory have none. */
export function saveOften(): void {
  const { prototype }: { prototype: Database } = ofAzurite('lokijs');
  prototype.autosaveEnable = function (this: Database) {
    databases.add(this);
    this.autosave = true;
    this.autosaveHandle = saveEvery(this);
  };
  countTransactions(ofAzurite('./table/persistence/LokiTableMetadataStore.js').default.prototype);
}

/** Resolves when all writes so far are on disk; retries forever if the disk refuses them. */
export async function saveAll(): Promise<void> {
  while (transactionsOpen > 0 || [...databases].some(isUnsaved)) {
    await pause(lookMilliseconds);
    if (transactionsOpen === 0) await Promise.all([...databases].filter(isUnsaved).map(save));
  }
}

/** A database that has not been loaded yet is not dirty and must not overwrite its file. */
const isUnsaved = (database: Database): boolean =>
  database.autosaveDirty() || database.throttledSavePending;

function saveEvery(database: Database): NodeJS.Timeout {
  let restUntil = 0;
  let saving = false;
  return setInterval(async () => {
    const begun = performance.now();
    const wait = saving || transactionsOpen > 0 || begun < restUntil;
    if (wait || !database.autosaveDirty()) return;
    saving = true;
    await save(database);
    saving = false;
    const ended = performance.now();
    restUntil = ended + (ended - begun) * restFactor;
  }, saveEveryMilliseconds);
}

/** After a failed save the data stays dirty, unlike in lokijs, and is saved again. */
function save(database: Database): Promise<void> {
  return new Promise((done) => {
    database.saveDatabase((error) => {
      if (error) for (const collection of database.collections) collection.dirty = true;
      done();
    });
  });
}

/** Azurite applies a transaction row by row, and rolls back if one fails. */
function countTransactions(store: Transactions): void {
  const { beginBatchTransaction: begin, endBatchTransaction: end } = store;
  store.beginBatchTransaction = async function (this: Transactions, ...batch) {
    await begin.apply(this, batch);
    transactionsOpen++;
  };
  store.endBatchTransaction = async function (this: Transactions, ...batch) {
    await end.apply(this, batch).finally(() => transactionsOpen--);
  };
}
