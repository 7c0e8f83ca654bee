/** Parses input at the edge: anything a route does not declare is refused, naming the field. */
import { z } from 'zod';
import type { Endpoint } from '../api.ts';
import { limit } from '../policy/limits.ts';
import { type Fault, Refusal } from '../policy/problems.ts';
import { isJson } from './content-type.ts';
import type { SentRequest } from './context.ts';
import { jsonFault } from './json-bounds.ts';

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the ids that the route names in its path and ignores other parameters from the host.
 * @throws Refusal not_found when one is missing or malformed, since it cannot exist
 */
export function parseParams(
  { path }: Pick<Endpoint, 'path'>,
  given: Record<string, string>,
): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const params = names.map((name) => [name, given[name] ?? ''] as const);
  if (!params.every(([, value]) => id.test(value))) throw new Refusal('not_found');
  return Object.fromEntries(params);
}

/** @throws Refusal length_required, wrong_content_type, body_too_large, malformed_body, invalid_input */
export async function parseBody(
  schema: z.ZodType,
  request: SentRequest,
  bytesMax: number = limit.bodyBytesMax,
): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  if (isDropped(request, bytes)) throw new Refusal('length_required');
  if (bytes.byteLength === 0 && needsNoBody(schema)) return check(schema, {}, 'body');
  if (!isJson(request.headers.get('content-type') ?? '')) throw new Refusal('wrong_content_type');
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax)
    throw new Refusal('body_too_large');
  if (bytes.byteLength > bytesMax) throw new Refusal('body_too_large');
  return check(schema, readJson(bytes), 'body');
}

/** @returns whether Azure's host has dropped a chunked body (azure-functions-nodejs-worker#524) */
export function isDropped(request: SentRequest, bytes: ArrayBuffer): boolean {
  const encoding = request.headers.get('transfer-encoding') ?? '';
  return bytes.byteLength === 0 && /\bchunked\b/i.test(encoding);
}

/** @returns whether the body may be omitted, because it has no required field */
export function needsNoBody(schema: z.ZodType): boolean {
  return schema.safeParse({}).success;
}

const noQuery = z.strictObject({});

export function parseQuery(endpoint: Endpoint, request: SentRequest): unknown {
  const search = new URL(request.url).searchParams;
  const given = Object.fromEntries(search);
  if (new Set(search.keys()).size !== search.size)
    throw new Refusal('invalid_input', {
      faults: [{ field: 'query', message: 'must name each parameter once' }],
    });
  return check(endpoint.query ?? noQuery, given, 'query');
}

/** @throws Refusal precondition_required, idempotency_key_required, invalid_input */
export function parseHeaders(endpoint: Endpoint, request: SentRequest) {
  const match = request.headers.get('if-match');
  const revision = /^"?(\d{1,9})"?$/.exec(match ?? '')?.[1];
  if (endpoint.ifMatch && !match) throw new Refusal('precondition_required');
  if (endpoint.ifMatch && !revision) throw new Refusal('changed_meanwhile');
  const idempotencyKey = request.headers.get('idempotency-key') ?? '';
  const keyNeeded = endpoint.idempotent === true || (endpoint.idempotent && idempotencyKey !== '');
  if (keyNeeded && !z.uuid().safeParse(idempotencyKey).success)
    throw new Refusal('idempotency_key_required');
  const reportSecret = request.headers.get('x-delivery-report-secret') ?? '';
  return { ifMatch: Number(revision ?? 0), idempotencyKey, reportSecret };
}

/** @throws Refusal malformed_body, invalid_input when it nests too deeply or has too many values */
function readJson(bytes: ArrayBuffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('malformed_body');
  }
  const message = jsonFault(text);
  if (message) throw new Refusal('invalid_input', { faults: [{ field: 'body', message }] });
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('malformed_body');
  }
}

function check(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultsOf(where)).slice(0, limit.faultsMax);
  throw new Refusal('invalid_input', { faults });
}

/** The names that the problem format gives to zod's issues. */
const ruleOf: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'too_small',
  too_big: 'too_big',
  invalid_format: 'format',
};

/** The name that a rule of ours states. */
const ruleGiven = z.object({ rule: z.string() });

const faultsOf =
  (where: string) =>
  (issue: z.core.$ZodIssue): Fault[] => {
    const field = [where, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        field: `${field}.${key.slice(0, 60)}`,
        message: 'is not a field of this request; remove it',
      }));
    const own = issue.code === 'custom' ? ruleGiven.safeParse(issue.params).data?.rule : undefined;
    const rule = own ?? ruleOf[issue.code];
    return [{ field, message: issue.message, ...(rule && { rule }) }];
  };
