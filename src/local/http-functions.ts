/** Passes HTTP requests to functions and returns their results in the form that Azure's host uses. */
import type { InvocationResponse, RpcCookie, RpcData, RpcHttp } from './core-types.ts';
import { errorText } from './host-log.ts';
import type { Invoke } from './invoke.ts';
import type { LocalAnswer } from './loopback-server.ts';
import type { LocalRequest } from './read-request.ts';
import { createRouter } from './routes.ts';
import type { HttpFunction } from './triggers.ts';

/** The server sets these itself, from what it sends. */
const serverHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** @throws StartError if a route can't be served */
export function createHttpFunctions(
  functions: readonly HttpFunction[],
  routePrefix: string,
  invoke: Invoke,
  failed: (message: string, functionName: string) => void,
): (request: LocalRequest) => Promise<LocalAnswer> {
  const find = createRouter(functions, routePrefix);
  return async (request) => {
    const match = find(request.path, request.method);
    // The host's home page, disabled in Azure (AzureWebJobsDisableHomepage), serves `/` as a fallback.
    if (match === undefined) return { status: request.path === '/' ? 204 : 404 };
    const { found, params } = match;
    try {
      return toAnswer(await invoke(found, { http: toRpc(request, params) }));
    } catch (error) {
      failed(errorText(error), found.name);
      return { status: 500 };
    }
  };
}

/** A CORS preflight, which gets no permission without allowed origins (CorsMiddleware.cs). */
export const isPreflight = ({ method, headers }: LocalRequest) =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** Azure's host drops a chunked body, which has no length (GrpcMessageConversionExtensions.cs). */
function toRpc(request: LocalRequest, params: Record<string, string>): RpcHttp {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return {
    url: request.url.href,
    method: request.method,
    headers: Object.fromEntries(headers),
    query: queryOf(request.url.searchParams),
    params,
    ...(Number(request.headers['content-length'] ?? 0) > 0 && { body: { bytes: request.body } }),
  };
}

/** The values of a repeated name arrive joined by commas. */
function queryOf(given: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name).join(',')]));
}

function toAnswer({ returnValue }: InvocationResponse): LocalAnswer {
  const http = returnValue?.http;
  if (http === undefined) return { status: 204 };
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(http.headers ?? {}))
    if (!serverHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
  const cookies = [headers['set-cookie'] ?? [], (http.cookies ?? []).map(setCookie)].flat();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const body = bytesOf(http.body);
  return { status: Number(http.statusCode), headers, ...(body === undefined ? {} : { body }) };
}

function bytesOf(body: RpcData | null | undefined): string | Uint8Array | undefined {
  const bytes = body?.bytes ?? body?.string ?? body?.json;
  return bytes?.length === 0 ? undefined : bytes;
}

function setCookie(cookie: RpcCookie): string {
  const { seconds } = cookie.expires?.value ?? {};
  const sameSite = { lax: 'Lax', strict: 'Strict', explicitNone: 'None', none: undefined };
  const parts: [string, string | true | undefined][] = [
    ['max-age', cookie.maxAge?.value?.toString()],
    ['expires', seconds === undefined ? undefined : new Date(seconds * 1_000).toUTCString()],
    ['domain', cookie.domain?.value ?? undefined],
    ['path', cookie.path?.value ?? undefined],
    ['secure', cookie.secure?.value ? true : undefined],
    ['httponly', cookie.httpOnly?.value ? true : undefined],
    ['samesite', sameSite[cookie.sameSite ?? 'none']],
  ];
  const attributes = parts.flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [value === true ? name : `${name}=${value}`];
  });
  return [`${cookie.name}=${encodeURIComponent(cookie.value)}`, ...attributes].join('; ');
}
