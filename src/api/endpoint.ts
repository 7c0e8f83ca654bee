/** What an endpoint declares: who may call it, what goes in, what comes out, how it can fail. */
import type { z } from 'zod';
import type { ProblemCode } from '../policy/problems.ts';
import type { Permission } from '../policy/roles.ts';

export type Endpoint = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without a leading slash; `{name}` is a parameter, a UUID unless `params` says otherwise. */
  path: string;
  /** `public`: nobody needs to sign in. */
  permission: Permission | 'public';
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Where it may be larger than usual. */
  bodyBytesMax?: number;
  /** What a success answers; absent: nothing (204). */
  output?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  /** The codes that this route can fail with, besides those that every route can. */
  errors: readonly ProblemCode[];
  /** The person or organization in the path, checked before the handler runs. */
  target?: 'user' | 'organization';
  /** Changes take `If-Match`; creating takes `Idempotency-Key`. */
  ifMatch?: true;
  idempotent?: true;
  /** Works while a new privacy notice waits to be acknowledged. */
  beforeNotice?: true;
  /** Works for somebody who still has to set up a second factor. */
  beforeFactor?: true;
  /** The answer's media type where it is not JSON. */
  contentType?: string;
  /** What the answer is called where it is kept as a file. */
  fileName?: string;
};
