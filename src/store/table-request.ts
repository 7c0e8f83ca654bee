/** Sends a request through the library's own pipeline, which signs it and follows our retry policy. */
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import { urlIn } from './service-url.ts';

export type Key = { partitionKey: string; rowKey: string };

type Given = {
  method: HttpMethods;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
};

/**
 * Adds the shared access signature of the account's address, if it has one; the library adds one of a
 * credential itself.
 * @returns the response, whatever its status
 * @throws RestError if no response arrives, or one that cannot be parsed
 */
export async function sendRequest(
  table: TableClient,
  { method, url, headers, body }: Given,
): Promise<PipelineResponse> {
  const [, signature] = table.url.split('?', 2);
  const signed = signature ? `${url}${url.includes('?') ? '&' : '?'}${signature}` : url;
  const request = createPipelineRequest({
    method,
    url: signed,
    headers: createHttpHeaders({ ...headers, 'x-ms-version': '2019-02-02' }),
    ...(body !== undefined && { body }),
    allowInsecureConnection: table['allowInsecureConnection'],
  });
  try {
    return await table['generatedClient'].sendRequest(request);
  } catch (error) {
    if (!(error instanceof RestError) || error.code !== RestError.PARSE_ERROR) throw error;
    const { code, statusCode } = error;
    // The library quotes the response, which is personal data.
    const status = statusCode && { statusCode };
    throw new RestError('the response of storage cannot be parsed', { code, ...status });
  }
}

/** @returns the address in the account, whose own may also end in a shared access signature */
export function tableUrl({ url }: TableClient, path: string): string {
  const [account = ''] = url.split('?', 1);
  return urlIn(account, path);
}

/** @returns the address of one row */
export function rowUrl(table: TableClient, key: Key): string {
  const [partition, row] = [key.partitionKey, key.rowKey].map((half) =>
    encodeURIComponent(half.replaceAll("'", "''")),
  );
  return tableUrl(table, `${table.tableName}(PartitionKey='${partition}',RowKey='${row}')`);
}
