/** The typed client: methods, inputs, outputs and codes come from the endpoint table. */
import { type Route, routes } from '../api/routes.ts';
import type { Api, EndpointName, Output, SentBody, SentQuery } from '../api.ts';
import type { SecondStep } from '../policy/factor-kinds.ts';
import type { ClosedLink } from '../policy/link-states.ts';
import { nextPartHeader } from '../policy/next-part.ts';
import type { Fault, ProblemCode } from '../policy/problems.ts';

type Problem = {
  code: ProblemCode;
  title: string;
  status: number;
  faults?: readonly Fault[];
  secondFactor?: SecondStep;
  resetToken?: string;
  link?: ClosedLink;
};

/** A refused request, as the service reported it (RFC 9457). */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  /** The second step of a sign-in whose password was right. */
  readonly secondFactor: SecondStep | undefined;
  /** Sets another password after a correct one that is too weak. */
  readonly resetToken: string | undefined;
  /** Of a genuine link: what it was for, and why it no longer opens. */
  readonly link: ClosedLink | undefined;

  constructor(problem: Problem, retryAfterSeconds: number | undefined) {
    super(`${problem.code}: ${problem.title}`);
    this.code = problem.code;
    this.status = problem.status;
    this.faults = problem.faults ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.secondFactor = problem.secondFactor;
    this.resetToken = problem.resetToken;
    this.link = problem.link;
  }
}

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;
type PathOf<N extends EndpointName> = Api[N]['path'];
type Needs<N extends EndpointName, K extends string> =
  Api[N] extends Record<K, true> ? true : false;

/** Arguments of a call: exactly what its row in the table declares. */
export type Arguments<N extends EndpointName> = ([ParamNames<PathOf<N>>] extends [never]
  ? unknown
  : { params: Record<ParamNames<PathOf<N>>, string> }) &
  (SentBody<N> extends undefined ? unknown : { body: SentBody<N> }) &
  (SentQuery<N> extends undefined ? unknown : { query?: SentQuery<N> }) &
  (Needs<N, 'ifMatch'> extends true ? { ifMatch: string } : unknown) &
  (Api[N] extends { idempotent: true | 'optional' } ? { idempotencyKey?: string } : unknown);

type Call<N extends EndpointName> =
  unknown extends Arguments<N>
    ? () => Promise<Output<N>>
    : (given: Arguments<N>) => Promise<Output<N>>;

export type Client = { readonly [N in EndpointName]: Call<N> } & {
  /** The current tokens, set by signing in, activating and refreshing. */
  readonly tokens: { access?: string | undefined; refresh?: string | undefined };
};

type Given = {
  params?: Record<string, string>;
  body?: unknown;
  query?: Record<string, string | number | boolean | undefined>;
  ifMatch?: string;
  idempotencyKey?: string;
};

type Tokens = { accessToken: string; refreshToken?: string; expiresInSeconds: number };

/** The access token is renewed early, so that it is still valid when a request arrives. */
const renewSecondsBefore = 30;

/** What a browser page needs in addition to the address. */
type InBrowser = {
  /** Keeps the refresh token in the `__Host-` cookie, where no script can read it. */
  cookie: true;
  alone: Alone;
};

/**
 * Serializes renewals: a refresh token works once. A renewal whose response was lost is repeated with
 * the same key, which gets the tokens that were lost.
 */
export type Alone = <T>(renew: (idempotencyKey: string) => Promise<T>) => Promise<T>;

type KeptKey = { read(): string | null; write(key: string): void; remove(): void };

/** @param kept keeps the key of a renewal that was sent until the service has answered */
export async function withRenewalKey<T>(
  kept: KeptKey,
  renew: (idempotencyKey: string) => Promise<T>,
): Promise<T> {
  const key = kept.read() ?? crypto.randomUUID();
  kept.write(key);
  try {
    const renewed = await renew(key);
    kept.remove();
    return renewed;
  } catch (error) {
    if (error instanceof ProblemError && error.status < 500) kept.remove();
    throw error;
  }
}

/**
 * Sent even if the page is left at once: the next cookie must arrive, and a session that was ended
 * must not live on.
 */
const outlivesPage: readonly string[] = [routes.refresh[1], routes.signOut[1]];

/**
 * @param baseUrl the service's address; empty for the page's own origin
 * @param send replaces `fetch`; tests point it at the application itself
 */
export function createClient(
  baseUrl: string,
  send: typeof fetch = (...request) => fetch(...request),
  inBrowser?: InBrowser,
): Client {
  const tokens: { access?: string | undefined; refresh?: string | undefined } = {};
  let renewAt = Number.POSITIVE_INFINITY;
  let renewing: Promise<void> | undefined;
  let renewalKey: string | null = null;
  const inMemory: KeptKey = {
    read: () => renewalKey,
    write: (key) => {
      renewalKey = key;
    },
    remove: () => {
      renewalKey = null;
    },
  };

  async function call(name: EndpointName, given: Given = {}): Promise<unknown> {
    const route = routes[name];
    const renews = route.includes('signedIn') && renewable();
    if (renews && Date.now() > renewAt) await renew();
    let response = await request(route, given);
    if (response.status === 401 && renews && renewable()) {
      await renew();
      response = await request(route, given);
    }
    const answer = await read(response);
    if (route.includes('delivers') || name === 'refresh') keep(answer as Tokens);
    if (name === 'signOut' || name === 'endSessions') forget();
    const cursor = response.headers.get(nextPartHeader);
    if (cursor === null) return answer;
    return `${answer}${await call(name, { ...given, query: { ...given.query, cursor } })}`;
  }

  function renewable(): boolean {
    return inBrowser ? tokens.access !== undefined : tokens.refresh !== undefined;
  }

  function request([method, pattern, ...marks]: Route, given: Given): Promise<Response> {
    const path = pattern.replace(/\{(\w+)\}/g, (_, key: string) =>
      encodeURIComponent(given.params?.[key] ?? ''),
    );
    const query = Object.entries(given.query ?? {}).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    const search = query.length > 0 ? `?${new URLSearchParams(query)}` : '';
    const headers = new Headers();
    const sendsBody = method !== 'GET' && method !== 'DELETE';
    if (sendsBody) headers.set('content-type', 'application/json');
    if (marks.includes('signedIn') && tokens.access)
      headers.set('authorization', `Bearer ${tokens.access}`);
    if (given.ifMatch) headers.set('if-match', given.ifMatch);
    if (marks.includes('idempotent'))
      headers.set('idempotency-key', given.idempotencyKey ?? crypto.randomUUID());
    return send(`${baseUrl}/${path}${search}`, {
      method,
      headers,
      ...(sendsBody && { body: JSON.stringify(bodyOf(marks.includes('delivers'), given)) }),
      ...(outlivesPage.includes(pattern) && inBrowser && { keepalive: true }),
    });
  }

  function bodyOf(delivers: boolean, given: Given): unknown {
    const asked = given.body ?? {};
    return delivers && inBrowser ? { ...asked, cookie: true } : asked;
  }

  /** Concurrent calls share one renewal, because a refresh token works once. */
  function renew(): Promise<void> {
    const alone = inBrowser?.alone ?? ((once) => withRenewalKey(inMemory, once));
    renewing ??= alone(renewOnce).finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewOnce(idempotencyKey: string): Promise<void> {
    const body = tokens.refresh ? { refreshToken: tokens.refresh } : {};
    try {
      await call('refresh', { body, idempotencyKey });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_signed_in') forget();
      throw error;
    }
  }

  function keep(answer: Tokens): void {
    tokens.access = answer.accessToken;
    tokens.refresh = answer.refreshToken;
    renewAt = Date.now() + (answer.expiresInSeconds - renewSecondsBefore) * 1_000;
  }

  function forget(): void {
    tokens.access = undefined;
    tokens.refresh = undefined;
  }

  const methods = Object.keys(routes).map((name) => [
    name,
    (given?: Given) => call(name as EndpointName, given),
  ]);
  // The only cast: building methods by name loses the types that the table gives them.
  return { ...Object.fromEntries(methods), tokens } as Client;
}

async function read(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (response.ok) {
    if (response.status === 204 || response.status === 202) return undefined;
    return type.startsWith('application/json') ? response.json() : response.text();
  }
  const retryAfter = response.headers.get('retry-after');
  const problem = type.startsWith('application/problem+json')
    ? await response.json()
    : { code: 'internal_error', title: `HTTP ${response.status}`, status: response.status };
  throw new ProblemError(problem, retryAfter === null ? undefined : Number(retryAfter));
}
