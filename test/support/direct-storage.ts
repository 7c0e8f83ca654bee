/** Copies, reads and fills a whole account of the tests' storage at once: azurite-direct.ts answers. */
import { request as send } from 'node:http';
import { json, text } from 'node:stream/consumers';
import { askDirect } from './ask-supplies.ts';

export { isGiven } from './ask-supplies.ts';

export type DirectRow = { partitionKey: string; rowKey: string } & Record<string, Value>;
type Value = string | number | boolean;

export type DirectRequest =
  | { do: 'copy'; from: string; to: string }
  | { do: 'read'; account: string }
  | { do: 'versions'; account: string }
  | { do: 'show'; account: string }
  | { do: 'queues'; account: string }
  | { do: 'merge'; account: string; table: string; rows: readonly DirectRow[] };

/** Copies tables with rows, queues with messages, and containers with blobs. @param to an empty account */
export async function copyAccount(from: string, to: string): Promise<void> {
  await ask({ do: 'copy', from: nameIn(from), to: nameIn(to) });
}

/** @returns the rows of each table, in the order of their keys, without ETags and timestamps */
export const readAccount = async (connectionString: string) =>
  (await ask({ do: 'read', account: nameIn(connectionString) })) as Record<string, DirectRow[]>;

/** @returns `table partitionKey rowKey ETag` of each row; a write changes the ETag */
export const versionsOf = async (connectionString: string) =>
  (await ask({ do: 'versions', account: nameIn(connectionString) })) as string[];

/** Adds the fields to rows, or creates these; their ETags change. */
export async function mergeRows(
  connectionString: string,
  table: string,
  rows: readonly DirectRow[],
): Promise<void> {
  await ask({ do: 'merge', account: nameIn(connectionString), table, rows });
}

/** Lets the next receiver have messages that are hidden for a while, as if that time had passed. */
export async function showMessages(connectionString: string): Promise<void> {
  await ask({ do: 'show', account: nameIn(connectionString) });
}

/** @returns the queues with messages that a receiver would get, and with messages hidden for now */
export const queuesWithMessages = async (connectionString: string) =>
  (await ask({ do: 'queues', account: nameIn(connectionString) })) as {
    visible: string[];
    hidden: string[];
  };

function nameIn(connectionString: string): string {
  const name = /AccountName=(t\d+);/.exec(connectionString)?.[1];
  if (name !== undefined) return name;
  throw new Error('only the accounts that askStorage gives can be reached directly');
}

async function ask(what: DirectRequest): Promise<unknown> {
  const socketPath = await askDirect();
  return new Promise((done, fail) => {
    const request = send({ socketPath, method: 'POST' }, (response) => {
      const isFault = response.statusCode !== 200;
      (isFault
        ? text(response).then((fault) => Promise.reject(new Error(fault)))
        : json(response)
      ).then(done, fail);
    });
    request.once('error', fail);
    request.end(JSON.stringify(what));
  });
}
