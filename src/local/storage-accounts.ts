/** The storage accounts of a local Azurite; each account is a storage of its own. */
import { createHash } from 'node:crypto';

export type StorageUrls = { blob: string; queue: string; table: string };

/** The account that every tool for Azurite knows, with its published key. */
const standardAccount = 'devstoreaccount1';

const standardKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** @returns `t0`, `t1` … as many as asked for, or the standard account alone */
export function accountNames(count?: number): string[] {
  if (count === undefined) return [standardAccount];
  return Array.from({ length: count }, (_, index) => `t${index}`);
}

/** A key that follows from the name, so that a connection string needs the addresses only. */
export function accountKey(name: string): string {
  return name === standardAccount
    ? standardKey
    : createHash('sha512').update(`local account ${name}`).digest('base64');
}

export function connectionString(urls: StorageUrls, account: string): string {
  return [
    `DefaultEndpointsProtocol=${new URL(urls.table).protocol.slice(0, -1)}`,
    `AccountName=${account}`,
    `AccountKey=${accountKey(account)}`,
    `BlobEndpoint=${urls.blob}/${account}`,
    `QueueEndpoint=${urls.queue}/${account}`,
    `TableEndpoint=${urls.table}/${account}`,
    '',
  ].join(';');
}
