/** What a handler receives: the caller, the target and the input, all checked beforehand. */
import type { Body, EndpointName, Output, Query } from '../api.ts';
import type { Deps } from '../deps.ts';
import type { Scope } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import type { Organization } from '../store/organizations.ts';

/** A signed-in person, as currently stored, and the scope of the route's permission. */
export type Caller = { account: Account; sessionId: string; scope: Scope };

/** The part of a `Request` that is used: Azure's own object has it, and need not be copied. */
export type SentRequest = Pick<Request, 'url' | 'method' | 'headers' | 'arrayBuffer' | 'text'>;

export type Context<N extends EndpointName> = {
  deps: Deps;
  now: string;
  /** Throws on public routes, which have no caller. */
  caller: () => Caller;
  /** The person in the path; the caller's scope and rank allow acting on them. */
  user: () => Account;
  organization: () => Organization;
  /** As read beside the caller, where the endpoint declares `bodyNamesOrganization`. */
  organizationInBody: () => Promise<Organization | undefined>;
  params: Record<string, string>;
  body: Body<N>;
  query: Query<N>;
  /** The revision that the caller read, from `If-Match`. */
  ifMatch: number;
  /** Unguessable id for the new object; the same for the same caller and key. */
  newId: string;
  /** The header `Idempotency-Key`; empty if absent. */
  idempotencyKey: string;
  /** Fingerprint of the body, to detect a different request with the same key. */
  requestHash: string;
  /** The network source of the request; never stored in plain text. */
  source: string;
  /** The secret that Event Grid sends with delivery reports. */
  reportSecret: string;
  /** The header `Authorization`, for protocols that use it in their own way. */
  authorization: string | undefined;
  refreshCookie: string | undefined;
  /** Sets the refresh cookie; null removes it. */
  setRefreshCookie: (token: string | null) => void;
  /** Sets the header with the next part's cursor, for text that is returned in parts. */
  setNextPart: (cursor: string) => void;
};

// biome-ignore lint/suspicious/noConfusingVoidType: it is a handler's return type
type Result<T> = [T] extends [undefined] ? void : T;
export type Handler<N extends EndpointName> = (context: Context<N>) => Promise<Result<Output<N>>>;
export type Handlers = { readonly [N in EndpointName]: Handler<N> };
