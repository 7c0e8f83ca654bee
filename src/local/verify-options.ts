/** The flags of `npm run audit:verify`; an invalid one gets a one-line error. */
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

export const verifyUsage = `npm run audit:verify -- [flags]

Verifies the audit log; ends with status 1 if it finds anything.

  --data FOLDER  a folder of npm start, which must be stopped (.data/service)
  --storage URL  the storage of a deployed service, such as https://NAME.table.core.windows.net;
                 sign in with az login, and set MASTER_KEY
  --from-copies  take the daily roots from the second account (BACKUP_BLOB_SERVICE_URI)
  --help         show this

Without flags, the settings in the environment choose the storage.
`;

export type VerifyOptions = { data?: string; storage?: URL; fromCopies: boolean; help: boolean };

/** @throws StartError naming the flag that is wrong */
export function parseVerifyOptions(args: readonly string[]): VerifyOptions {
  const { data, storage, 'from-copies': fromCopies = false, help = false } = parse(args);
  if (data !== undefined && storage !== undefined)
    throw new StartError('--data is a folder and --storage a deployed service: give only one.');
  if (data === '') throw new StartError('--data: give a folder.');
  return {
    ...(data !== undefined && { data }),
    ...(storage !== undefined && { storage: tableUrl(storage) }),
    fromCopies,
    help,
  };
}

/** @param tables such as `https://NAME.table.core.windows.net` */
export function storageSettings(tables: URL): Record<string, string | undefined> {
  const of = (kind: string) => tables.origin.replace('.table.', `.${kind}.`);
  return {
    // A connection string in the environment would win.
    AzureWebJobsStorage: undefined,
    AzureWebJobsStorage__tableServiceUri: of('table'),
    AzureWebJobsStorage__queueServiceUri: of('queue'),
    AzureWebJobsStorage__blobServiceUri: of('blob'),
  };
}

function tableUrl(text: string): URL {
  const url = URL.parse(text);
  const isTables = url?.protocol === 'https:' && /^[a-z0-9-]+\.table\./.test(url.hostname);
  if (!url || !isTables || url.pathname !== '/' || url.search || url.username)
    throw new StartError(
      `--storage ${text}: give the address of the tables, such as https://NAME.table.core.windows.net.`,
    );
  return url;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        storage: { type: 'string' },
        'from-copies': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new StartError(`${first?.replace(/\.$/, '')}. See npm run audit:verify -- --help.`);
  }
}
