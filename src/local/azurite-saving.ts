/** Loaded into Azurite's process: a write is on disk within a moment, a transaction whole or not at all. */
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

/** Azurite itself would save every five seconds. */
const saveEveryMilliseconds = 100;
/** Saving rewrites a whole database: it takes at most a tenth of the time, however much is kept. */
const restFactor = 9;
const lookMilliseconds = 5;

/** A database of lokijs, as far as it is used here. */
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

/** Replaces the timer by which each database saves itself; those in memory have none. */
export function saveOften(): void {
  const ofAzurite = createRequire(
    createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js'),
  );
  const { prototype }: { prototype: Database } = ofAzurite('lokijs');
  prototype.autosaveEnable = function (this: Database) {
    databases.add(this);
    this.autosave = true;
    this.autosaveHandle = saveEvery(this);
  };
  countTransactions(ofAzurite('./table/persistence/LokiTableMetadataStore.js').default.prototype);
}

/** @returns when everything written so far is on disk; without end where the disk refuses it */
export async function saveAll(): Promise<void> {
  while (transactionsOpen > 0 || [...databases].some(isUnsaved)) {
    await pause(lookMilliseconds);
    if (transactionsOpen === 0) await Promise.all([...databases].filter(isUnsaved).map(save));
  }
}

/** A database that has not been loaded yet is not dirty: it must not replace its file. */
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

/** What could not be saved stays unsaved, unlike in lokijs, and is tried again. */
function save(database: Database): Promise<void> {
  return new Promise((done) => {
    database.saveDatabase((error) => {
      if (error) for (const collection of database.collections) collection.dirty = true;
      done();
    });
  });
}

/** Azurite changes the rows of a transaction one by one, and takes them back when one fails. */
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
