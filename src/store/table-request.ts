/** Sends a request through the library's own pipeline, which signs it and follows our retry policy. */
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';

export type Key = { partitionKey: string; rowKey: string };

type Given = {
  method: HttpMethods;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
};

/** @returns the response, whatever its status */
export function sendRequest(
  table: TableClient,
  { method, url, headers, body }: Given,
): Promise<PipelineResponse> {
  const request = createPipelineRequest({
    ...{ method, url, headers: createHttpHeaders({ ...headers, 'x-ms-version': '2019-02-02' }) },
    ...(body !== undefined && { body }),
    allowInsecureConnection: table['allowInsecureConnection'],
  });
  return table['generatedClient'].sendRequest(request);
}

/** @returns the address of one row */
export function rowUrl({ url, tableName }: TableClient, key: Key): string {
  const [partition, row] = [key.partitionKey, key.rowKey].map((half) =>
    encodeURIComponent(half.replaceAll("'", "''")),
  );
  return `${url}/${tableName}(PartitionKey='${partition}',RowKey='${row}')`;
}
