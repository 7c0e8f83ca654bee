/** Opens storage: by connection string or by managed identity, chosen by the settings alone. */
import type { TableClient, TableServiceClientOptions } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import type { QueueClient } from '@azure/storage-queue';
import type { Settings } from '../settings.ts';
import { credential } from './credential.ts';
import type { Log } from './deps.ts';
import { outgoing } from './direct.ts';
import { hostsIn } from './hosts.ts';
import { type ContainerName, journalPrefix } from './names.ts';
import { retryPolicy } from './retry-policy.ts';
import type { TableName } from './row-keys.ts';
import { urlIn } from './service-url.ts';
import { prepareSharedKey } from './shared-key.ts';
import { reportUnreadable } from './tables.ts';

export type Store = {
  table(name: TableName): Promise<TableClient>;
  /** For writing: creates the table if it is missing. @param month such as `202611` */
  journal(month: string): Promise<TableClient>;
  /** For reading and for existing rows: the table may be missing, or be dropped at any time. */
  journalIfAny(month: string): Promise<TableClient>;
  /** @returns the months that have a journal, oldest first */
  journalMonths(): Promise<string[]>;
  queue(name: string): Promise<QueueClient>;
  container(name: ContainerName): Promise<ContainerClient>;
};

/** The settings for the addresses of storage and the identity to use. */
type StorageSettings = Pick<
  Settings,
  | 'AzureWebJobsStorage'
  | 'AzureWebJobsStorage__tableServiceUri'
  | 'AzureWebJobsStorage__queueServiceUri'
  | 'AzureWebJobsStorage__blobServiceUri'
  | 'AzureWebJobsStorage__clientId'
>;

/** A function call must not hang on storage: retries are bounded. */
const policy = retryPolicy();
const ofTables = {
  retryOptions: { maxRetries: 0 },
  additionalPolicies: [{ policy, position: 'perRetry' as const }],
};
const ofOthers = { retryOptions: { maxTries: 1 } };

/** Nobody traces or logs single requests, and `outgoing` follows no redirects. */
const unusedPolicies = ['tracingPolicy', 'logPolicy', 'redirectPolicy'];

/** Queue and blob clients accept no policies when created; their child clients share theirs. */
const afterTheirs = { afterPhase: 'Retry' } as const;

/** @param log receives `rows_skipped`, by table, for rows that this release cannot read */
export function openStore(settings: StorageSettings, log: Log = () => {}): Store {
  const allowed = outgoing(hostsIn(settings));
  const optionsOfTables = { ...ofTables, ...allowed.options };
  const clients = new Map<string, Promise<TableClient>>();
  const made = new Map<string, Promise<TableClient>>();
  const queues = new Map<string, Promise<QueueClient>>();
  const containers = new Map<string, Promise<ContainerClient>>();

  async function connectTable(name: string): Promise<TableClient> {
    const client = await tableClient(name);
    for (const unused of unusedPolicies) client.pipeline.removePolicy({ name: unused });
    prepareSharedKey(client);
    reportUnreadable(client, (rows) => log('rows_skipped', { table: name, rows }));
    return client;
  }

  async function tableClient(name: string): Promise<TableClient> {
    const { AzureWebJobsStorage, AzureWebJobsStorage__tableServiceUri: url } = settings;
    const library = await import('./tables-library.ts');
    if (!AzureWebJobsStorage && url)
      return new library.TableClient(url, name, await credential(settings), optionsOfTables);
    return library.TableClient.fromConnectionString(AzureWebJobsStorage ?? '', name, {
      ...optionsOfTables,
      allowInsecureConnection: true,
    });
  }

  // Each library loads on first use: pages need none, signing in and reading only that for tables.
  async function connectQueue(name: string): Promise<QueueClient> {
    const { AzureWebJobsStorage, AzureWebJobsStorage__queueServiceUri: url } = settings;
    const { QueueClient } = await import('@azure/storage-queue');
    const client =
      !AzureWebJobsStorage && url
        ? new QueueClient(urlIn(url, name), await credential(settings), ofOthers)
        : new QueueClient(AzureWebJobsStorage ?? '', name, ofOthers);
    client['storageClientContext'].pipeline.addPolicy(policy, afterTheirs);
    allowed.apply(client['storageClientContext'].pipeline);
    return client;
  }

  async function connectContainer(name: string): Promise<ContainerClient> {
    const { AzureWebJobsStorage, AzureWebJobsStorage__blobServiceUri: url } = settings;
    const { ContainerClient } = await import('@azure/storage-blob');
    const client =
      !AzureWebJobsStorage && url
        ? new ContainerClient(urlIn(url, name), await credential(settings), ofOthers)
        : new ContainerClient(AzureWebJobsStorage ?? '', name, ofOthers);
    client['storageClientContext'].pipeline.addPolicy(policy, afterTheirs);
    allowed.apply(client['storageClientContext'].pipeline);
    return client;
  }

  const table = (name: string) => memoize(clients, name, connectTable);
  return {
    table,
    journal: (month) =>
      memoize(made, month, async () => {
        const client = await table(`${journalPrefix}${month}`);
        // Succeeds if the table exists. Any other response is an error and not memoized: for some
        // 40 seconds after a table's deletion, storage responds with 409 TableBeingDeleted
        // (learn.microsoft.com/rest/api/storageservices/delete-table).
        await client.createTable();
        return client;
      }),
    journalIfAny: (month) => table(`${journalPrefix}${month}`),
    journalMonths: () => journalMonths(settings, optionsOfTables),
    queue: (name) => memoize(queues, name, connectQueue),
    container: (name) => memoize(containers, name, connectContainer),
  };
}

async function journalMonths(
  settings: StorageSettings,
  given: TableServiceClientOptions,
): Promise<string[]> {
  const { AzureWebJobsStorage, AzureWebJobsStorage__tableServiceUri: url } = settings;
  const options = { ...given, allowInsecureConnection: true };
  const { TableServiceClient } = await import('./tables-library.ts');
  const service =
    !AzureWebJobsStorage && url
      ? new TableServiceClient(url, await credential(settings), given)
      : TableServiceClient.fromConnectionString(AzureWebJobsStorage ?? '', options);
  const months: string[] = [];
  for await (const { name } of service.listTables())
    if (name?.startsWith(journalPrefix)) months.push(name.slice(journalPrefix.length));
  return months.sort();
}

/** A failed connection is not memoized: the next call tries again. */
function memoize<T>(
  known: Map<string, Promise<T>>,
  name: string,
  open: (name: string) => Promise<T>,
): Promise<T> {
  const found = known.get(name);
  if (found) return found;
  const opening = open(name).catch((error: unknown) => {
    known.delete(name);
    throw error;
  });
  known.set(name, opening);
  return opening;
}
