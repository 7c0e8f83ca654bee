/** The one request path: authenticate → authorize → parse → handle → parse output → respond. */
import { randomUUID } from 'node:crypto';
import { commonErrors } from '../api/common-errors.ts';
import type { Endpoint, EndpointName } from '../api.ts';
import { type Deps, nowOf } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { nextPartHeader } from '../policy/next-part.ts';
import { openidPaths } from '../policy/openid.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import { loadAccount } from '../store/accounts.ts';
import { answeringWith, type Tails } from '../store/after-response.ts';
import { DeadlinePassed, withinDeadline } from '../store/deadline.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { loadOrganization } from '../store/organizations.ts';
import { ReleaseTooOld } from '../store/release.ts';
import { statusOf } from '../store/storage-status.ts';
import { authenticate } from './authenticate.ts';
import type { Caller, Context, Handler, SentRequest } from './context.ts';
import { cookieHeader, readCookie } from './cookie.ts';
import { parseBody, parseHeaders, parseParams, parseQuery } from './parse.ts';
import { parseForm } from './parse-form.ts';
import { answerHeaders, problemResponse } from './problem.ts';
import { protocolCodeOf, protocolResponse } from './protocol-response.ts';
import { type ReadAhead, readAhead } from './read-ahead.ts';
import { makeRequestPace } from './request-pace.ts';
import { sourceOf } from './source.ts';

export type Serve = (
  name: EndpointName,
  request: SentRequest,
  params: Record<string, string>,
  /** Unique; returned as `x-request-id`. Absent: a new one is generated. */
  requestId?: string,
) => Promise<Response>;

/** What answers an endpoint, as it is declared. */
export type Route = { endpoint: Endpoint; handle: Handler<EndpointName> };

/**
 * @param find may have to load the route first, and may fail
 * @param tails holds what responses have left to be written
 * @returns the application: a function from endpoint and request to response, which responds within
 *   `requestSecondsMax` whatever storage does
 */
export function makeServe(
  deps: Deps,
  find: (name: EndpointName) => Route | Promise<Route>,
  tails: Tails = new Set(),
): Serve {
  const keepPace = makeRequestPace(deps.settings.PERSON_REQUESTS_PER_MINUTE);
  return async (name, request, params, requestId = randomUUID()) => {
    let route: Route | undefined;
    const answerBy = (found: Route) => {
      route = found;
      return answer({ deps, keepPace }, { name, route, request, params, requestId });
    };
    try {
      return await withinDeadline(limit.requestSecondsMax * 1_000, () =>
        answeringWith(tails, () => {
          const found = find(name);
          return found instanceof Promise ? found.then(answerBy) : answerBy(found);
        }),
      );
    } catch (error) {
      return failed({ deps, name, endpoint: route?.endpoint, requestId }, error);
    }
  };
}

type Serving = { deps: Deps; keepPace: (userId: string) => void };

type Asked = {
  name: EndpointName;
  route: Route;
  request: SentRequest;
  params: Record<string, string>;
  requestId: string;
};

async function answer(
  { deps, keepPace }: Serving,
  { name, route: { endpoint, handle }, request, params: givenParams, requestId }: Asked,
): Promise<Response> {
  const now = nowOf(deps);
  // These two report whether storage and the keys work, so they must work without them.
  const reports = name === 'live' || name === 'ready';
  const [keys] = reports ? [] : await Promise.all([deps.keyring.load(now), deps.pauses.load(now)]);
  const { permission } = endpoint;
  let ahead: ReadAhead | undefined;
  const caller =
    permission === 'public'
      ? undefined
      : await authenticate(deps, request, { ...endpoint, permission }, now, () => {
          if (endpoint.bodyNamesOrganization) ahead = readAhead(deps, endpoint, request);
        });
  if (caller) keepPace(caller.account.userId);
  const params = parseParams(endpoint, givenParams);
  const target = await findTarget(deps, endpoint, params, caller, now);
  const sent = parseHeaders(endpoint, request);
  const body = await (ahead?.body ?? bodyOf(endpoint, request));
  const query = endpoint.protocol ? {} : parseQuery(endpoint, request);
  const headers: Record<string, string> = { ...answerHeaders, 'x-request-id': requestId };
  const cookies: string[] = [];
  const context = {
    deps,
    now,
    caller: () => present(caller),
    user: () => present(target.user),
    organization: () => present(target.organization),
    organizationInBody: () => present(ahead).organization,
    params,
    body,
    query,
    ifMatch: sent.ifMatch,
    // Computed when a handler asks for them: most need none.
    get source() {
      return sourceOf(request.headers.get('x-forwarded-for'));
    },
    get newId() {
      return keys?.idFor(`${caller?.account.userId} ${name} ${sent.idempotencyKey}`) ?? '';
    },
    get requestHash() {
      return keys?.auditMac(`request ${JSON.stringify(body)}`) ?? '';
    },
    idempotencyKey: sent.idempotencyKey,
    reportSecret: sent.reportSecret,
    authorization: request.headers.get('authorization') ?? undefined,
    refreshCookie: readCookie(request),
    setRefreshCookie: (token: string | null) => void cookies.push(cookieHeader(token)),
    setNextPart(cursor: string) {
      headers[nextPartHeader] = cursor;
    },
  };
  const output = await handle(context as unknown as Context<EndpointName>);
  const response = respond(endpoint, output, headers);
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

async function bodyOf(endpoint: Endpoint, request: SentRequest): Promise<unknown> {
  if (!endpoint.body) return undefined;
  return endpoint.protocol && endpoint.protocolBody !== 'json'
    ? parseForm(endpoint.body, request)
    : parseBody(endpoint.body, request, endpoint.bodyBytesMax);
}

function respond(endpoint: Endpoint, output: unknown, headers: Record<string, string>): Response {
  if (!endpoint.output) return new Response(null, { status: endpoint.status, headers });
  const checked = endpoint.output.parse(output);
  headers['content-type'] = endpoint.contentType ?? 'application/json; charset=utf-8';
  if (endpoint.fileName) headers['content-disposition'] = `inline; filename="${endpoint.fileName}"`;
  if (typeof checked === 'string') {
    if (endpoint.contentType?.startsWith('text/html'))
      headers['content-security-policy'] = pagePolicy;
    return new Response(checked, { status: endpoint.status, headers });
  }
  const etag = checked && typeof checked === 'object' && 'etag' in checked && checked.etag;
  if (typeof etag === 'string') headers['etag'] = etag;
  return new Response(JSON.stringify(checked), { status: endpoint.status, headers });
}

const pagePolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** What a caller may not see is indistinguishable from what does not exist. */
async function findTarget(
  deps: Deps,
  endpoint: Endpoint,
  params: Record<string, string>,
  caller: Caller | undefined,
  now: string,
) {
  const { target } = endpoint;
  if (!target || !caller) return {};
  const own = caller.account.row.organizationId;
  if (target === 'organization') {
    const id = params['organizationId'] ?? '';
    if (caller.scope !== 'any' && id !== own) throw new Refusal('not_found');
    return { organization: found(await loadOrganization(deps.store, id)) };
  }
  const user = found(await loadAccount(deps.store, params['userId'] ?? ''));
  if (caller.scope !== 'any' && user.row.organizationId !== own) throw new Refusal('not_found');
  if (!user.person) throw new Refusal('not_found');
  // A person is hidden from the date of erasure on, even before the timer has run; only a restore
  // request learns that it is too late.
  const gone = evaluateLifecycle(user.row, deps.policy, now).status === 'erased';
  if (gone && endpoint.permission !== 'people.restore') throw new Refusal('not_found');
  return { user };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal('not_found');
  return value;
}

function present<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Error('the handler needs something that the endpoint table does not provide');
  return value;
}

type Failing = {
  deps: Deps;
  name: EndpointName;
  /** Absent if the route could not be loaded. */
  endpoint: Endpoint | undefined;
  requestId: string;
};

/** A route can only return the errors it declares, because callers rely on the list. */
function isDeclared({ endpoint }: Failing, code: ProblemCode): boolean {
  return endpoint?.errors.includes(code) || commonErrors.some((common) => common === code);
}

/** Refusals are reported; overloaded storage becomes 503; anything else is a 500 without detail. */
function failed(failing: Failing, error: unknown): Response {
  const { deps, name, endpoint, requestId } = failing;
  const scheme = endpoint?.path === openidPaths.userinfo ? 'Bearer' : 'Basic';
  if (endpoint?.protocol && error instanceof ProtocolError) {
    const { code, description, isBare } = error;
    deps.log('refused', { requestId, endpoint: name, code });
    return protocolResponse(code, requestId, { description, isBare, scheme });
  }
  const problem = problemOf(failing, error);
  if (endpoint?.protocol)
    return protocolResponse(protocolCodeOf(problem.code), requestId, { scheme });
  return problemResponse(problem.code, requestId, problem.more);
}

type Problem = { code: ProblemCode; more: Parameters<typeof problemResponse>[2] };

function problemOf(failing: Failing, error: unknown): Problem {
  const { deps, name, requestId } = failing;
  if (error instanceof Refusal) {
    const { code, faults, retryAfterSeconds, secondFactor, resetToken, link } = error;
    if (!isDeclared(failing, code))
      deps.log('undeclared_code', { requestId, endpoint: name, code });
    deps.log('refused', { requestId, endpoint: name, code });
    return { code, more: { faults, retryAfterSeconds, secondFactor, resetToken, link } };
  }
  const status = statusOf(error);
  const reason = error instanceof Error ? error.name : 'unknown';
  if (error instanceof UnreadableRow || error instanceof ReleaseTooOld) {
    deps.log('newer_release_needed', { requestId, endpoint: name, why: error.message });
    return { code: 'newer_release_needed', more: { retryAfterSeconds: 60 } };
  }
  deps.log('request_failed', { requestId, endpoint: name, reason, status: status ?? 0 });
  return reason === 'RestError' || error instanceof DeadlinePassed
    ? { code: 'busy', more: { retryAfterSeconds: 2 } }
    : { code: 'internal_error', more: {} };
}
