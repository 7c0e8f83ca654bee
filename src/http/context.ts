/** What a handler knows: who calls, on whom, with what; all of it checked before. */
import type { Body, EndpointName, Output, Query } from '../api.ts';
import type { Deps } from '../deps.ts';
import type { Scope } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import type { Organization } from '../store/organizations.ts';

/** A signed-in person, as stored at this moment, and how far the route's permission reaches. */
export type Caller = { account: Account; sessionId: string; scope: Scope };

export type Context<N extends EndpointName> = {
  deps: Deps;
  now: string;
  /** Throws on public routes, which have none. */
  caller: () => Caller;
  /** The person in the path; the caller may act on them by scope and rank of reading. */
  user: () => Account;
  organization: () => Organization;
  params: Record<string, string>;
  body: Body<N>;
  query: Query<N>;
  /** The revision that the caller read, from `If-Match`. */
  ifMatch: number;
  /** Unguessable id for what is to be created: the same for the same caller and key. */
  newId: string;
  /** Fingerprint of the body, to tell a repeated request from another one with the same key. */
  requestHash: string;
  /** Where the request came from; never stored in plain. */
  source: string;
  /** What Event Grid sends along with delivery reports. */
  reportSecret: string;
  refreshCookie: string | undefined;
  /** Sets (or with null removes) the refresh cookie. */
  setRefreshCookie: (token: string | null) => void;
  /** Names the cursor of the part that follows, in the header of a text that comes in parts. */
  setNextPart: (cursor: string) => void;
};

// biome-ignore lint/suspicious/noConfusingVoidType: it is a handler's return type
type Result<T> = [T] extends [undefined] ? void : T;
export type Handler<N extends EndpointName> = (context: Context<N>) => Promise<Result<Output<N>>>;
export type Handlers = { readonly [N in EndpointName]: Handler<N> };
