/** The storage accounts of a local Azurite, which are independent of each other. */
import { createHash } from 'node:crypto';

export type StorageUrls = { blob: string; queue: string; table: string };

/** Azurite's default account, with its published key. */
const standardAccount = 'devstoreaccount1';

const standardKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** @returns `count` names, `t0`, `t1` …, or only the standard account */
export function accountNames(count?: number): string[] {
  if (count === undefined) return [standardAccount];
  return Array.from({ length: count }, (_, index) => `t${index}`);
}

/** Derived from the name, so that a connection string needs only the addresses. */
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
