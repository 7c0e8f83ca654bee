/**
 * Splits a request target into path and query exactly as Azure's web server (Kestrel) does: the path
 * is decoded except for `%2F` and has no dot segments, and the same targets are refused.
 *
 * Follows aspnetcore's Http1Connection.cs, UrlDecoder.cs, PathNormalizer.cs and PathString.cs.
 */

export type Target = { path: string; query: string } | { status: number; allow?: string };

const badRequest = { status: 400 };

/**
 * @param target the raw target from the request line
 * @param host the `Host` header, which an absolute target must match
 * @returns path and query, or the status to refuse with
 */
export function readTarget(method: string, target: string, host: string): Target {
  if (target === '*')
    return method === 'OPTIONS' ? { path: '', query: '' } : { status: 405, allow: 'OPTIONS' };
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  if (absolute && !sameAuthority(absolute[1] ?? '', host)) return badRequest;
  const rest = absolute ? (absolute[2] ?? '').replace(/^(?!\/)/, '/') : target;
  if (!/^\/[\x21-\x7e]*$/.test(rest)) return badRequest;
  const [, raw = '', query = ''] = /^([^?]*)(.*)$/.exec(rest) ?? [];
  const decoded = raw.replace(/(%[0-9a-f]{2})+/gi, decodeRun);
  return decoded.includes('\0') ? badRequest : { path: withoutDots(decoded), query };
}

/** @returns the path escaped as in the URL that functions receive */
export function escapePath(path: string): string {
  return path.replace(
    /(%[0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu,
    (character, escaped: string | undefined) => escaped ?? encodeURIComponent(character),
  );
}

function sameAuthority(authority: string, host: string): boolean {
  return authority.toLowerCase() === host.toLowerCase() || `${authority}:80` === host;
}

/** Decodes escapes that are valid UTF-8, except `%2F`. */
function decodeRun(run: string): string {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    const character = bytes[at] === slash ? undefined : decode(bytes.subarray(at, at + length));
    text += character ?? run.slice(at * 3, at * 3 + 3);
    at += character === undefined ? 1 : length;
  }
  return text;
}

const slash = 0x2f;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Removes dot segments (RFC 3986, section 5.2.4) and keeps empty ones. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const dots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!dots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
