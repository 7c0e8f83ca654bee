/**
 * Reads rows in half the processor time that the library itself needs, which checks and copies each
 * value by its model. Requests go through the library's pipeline unchanged.
 */
import { type PipelineResponse, RestError } from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { type Key, rowUrl, sendRequest, tableUrl } from './table-request.ts';

/** A row as stored. */
export type RawRow = {
  partitionKey?: string;
  rowKey?: string;
  etag?: string;
  [field: string]: unknown;
};

/** What the library sends. */
const given = {
  accept: 'application/json;odata=minimalmetadata',
  dataserviceversion: '3.0',
};

const oneRow = z.custom<object>((row) => row instanceof Object);
const answer = z.object({ parsedBody: z.object({ value: z.array(oneRow) }) });
const answerOfOne = z.object({ parsedBody: oneRow });

/** Where a page ended, as the library encodes it (base64 of JSON). */
export const continuation = z.object({
  nextPartitionKey: z.string(),
  nextRowKey: z.string().optional(),
});

/**
 * @param ask.rows at most 1,000 @param ask.next where the last page ended, as the library encodes it
 * @throws RestError
 */
export async function queryRows(
  table: TableClient,
  ask: { filter: string; rows: number; next?: string | undefined },
): Promise<{ rows: RawRow[]; next?: string }> {
  const from =
    ask.next && continuation.parse(JSON.parse(Buffer.from(ask.next, 'base64').toString()));
  const query = {
    $format: given.accept,
    $top: String(ask.rows),
    ...(ask.filter && { $filter: ask.filter }),
    ...(from && { NextPartitionKey: from.nextPartitionKey }),
    ...(from && from.nextRowKey !== undefined && { NextRowKey: from.nextRowKey }),
  };
  const search = Object.entries(query).map(([name, text]) => `${name}=${encodeURIComponent(text)}`);
  const response = await get(table, `${tableUrl(table, table.tableName)}()?${search.join('&')}`);
  const { status, headers } = response;
  if (status !== 200) throw failed(response);
  const nextPartitionKey = headers.get('x-ms-continuation-nextpartitionkey');
  const nextRowKey = headers.get('x-ms-continuation-nextrowkey');
  const end = { nextPartitionKey, ...(nextRowKey && { nextRowKey }) };
  const next = nextPartitionKey && Buffer.from(JSON.stringify(end)).toString('base64');
  return { rows: answer.parse(response).parsedBody.value.map(rowOf), ...(next && { next }) };
}

/** @returns undefined if there is no such row, or no such table @throws RestError */
export async function findRow(table: TableClient, key: Key): Promise<RawRow | undefined> {
  const response = await get(table, rowUrl(table, key));
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw failed(response);
  return rowOf(answerOfOne.parse(response).parsedBody);
}

const get = (table: TableClient, url: string): Promise<PipelineResponse> =>
  sendRequest(table, { method: 'GET', url, headers: given });

const failed = (response: PipelineResponse): RestError => {
  const { status: statusCode, request } = response;
  return new RestError('storage refused a query', { statusCode, request, response });
};

const named: Record<string, string> = {
  PartitionKey: 'partitionKey',
  RowKey: 'rowKey',
  Timestamp: 'timestamp',
  'odata.etag': 'etag',
};

const typeOf = '@odata.type';

/** Types that JSON lacks become what the library reads and writes them as. */
const converted: Record<string, (text: string) => unknown> = {
  'Edm.DateTime': (text) => new Date(text),
  'Edm.Int64': (text) => BigInt(text),
  'Edm.Guid': (value) => ({ value, type: 'Guid' }),
  'Edm.Binary': (text) => Buffer.from(text, 'base64'),
};

function rowOf(raw: object): RawRow {
  const row: RawRow = {};
  const types: [name: string, type: unknown][] = [];
  for (const [name, value] of Object.entries(raw))
    if (name.endsWith(typeOf)) types.push([name.slice(0, -typeOf.length), value]);
    else row[named[name] ?? name] = value;
  for (const [name, type] of types) {
    const field = named[name] ?? name;
    const convert = converted[String(type)];
    if (convert) row[field] = convert(String(row[field]));
  }
  return row;
}
