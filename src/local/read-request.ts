/** Accepts or refuses a request as Azure's web server (Kestrel) does, before any function runs. */
import type { IncomingMessage } from 'node:http';
import { escapePath, readTarget } from './request-target.ts';

/** Kestrel's defaults (KestrelServerLimits.cs). */
const requestLineBytesMax = 8_192;
const headerBytesMax = 32_768;
const headerCountMax = 100;

/** Node's parser counts the request line and the headers together. */
export const parserHeaderBytesMax = requestLineBytesMax + 2 * headerBytesMax;

/** The limit of Azure Functions; a larger body is never read. */
const bodyBytesMax = 104_857_600;

export type LocalRequest = {
  method: string;
  /** Decoded except for `%2F`, without dot segments; empty for `OPTIONS *`. */
  path: string;
  /** The URL that functions receive. */
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
};

export type RefusedRequest = { status: number; allow?: string };

export async function readRequest(
  request: IncomingMessage,
  scheme: string,
): Promise<LocalRequest | RefusedRequest> {
  const { method = 'GET', url: target = '' } = request;
  const size = sizeRefusal(request);
  if (size !== undefined) return { status: size };
  const headers = decodeHeaders(request.headers);
  const host = hostOf(request);
  if (headers === undefined || host === undefined) return { status: 400 };
  const read = readTarget(method, target, host);
  if ('status' in read) return read;
  const address = `${scheme}://${host}${escapePath(read.path)}${read.query}`;
  if (!URL.canParse(address)) return { status: 400 };
  const body = await readBody(request);
  // Azure's host fails only when it reads the body, hence 500 instead of 413.
  if (body === undefined) return { status: 500 };
  return { method, path: read.path, url: new URL(address), headers, body };
}

function sizeRefusal({ method, url, rawHeaders }: IncomingMessage): number | undefined {
  const line = `${method} ${url} HTTP/1.1\r\n`;
  if (line.length > requestLineBytesMax) return 414;
  if (rawHeaders.length / 2 > headerCountMax) return 431;
  // A header has two bytes after its name (": ") and two after its value.
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  return bytes > headerBytesMax ? 431 : undefined;
}

/** Requires exactly one non-empty `Host`: Azure's front end finds the app by it. */
function hostOf({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter(
    (_, at) => rawHeaders[at - 1]?.toLowerCase() === 'host' && at % 2,
  );
  if (hosts.length === 0 && httpVersion === '1.0') return '127.0.0.1';
  const [host = ''] = hosts;
  return hosts.length === 1 && /^[\w\-.~!$&'()*+,;=%[\]:]+$/.test(host) ? host : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ascii = /^[\x20-\x7e\t]*$/;

/** Node decodes headers as Latin-1, Kestrel as UTF-8. @returns undefined for invalid UTF-8 */
function decodeHeaders(
  headers: IncomingMessage['headers'],
): IncomingMessage['headers'] | undefined {
  const decode = (value: string) =>
    ascii.test(value) ? value : utf8.decode(Buffer.from(value, 'latin1'));
  try {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(decode) : value && decode(value),
      ]),
    );
  } catch {
    return undefined;
  }
}

/** @returns undefined if the body is too large */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return undefined;
  }
  return Buffer.concat(chunks);
}
