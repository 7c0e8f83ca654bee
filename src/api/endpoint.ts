/** What an endpoint declares: who may call it, its input, its output, its errors. */
import type { z } from 'zod';
import type { ProblemCode } from '../policy/problems.ts';
import type { Permission } from '../policy/roles.ts';

export type Endpoint = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without a leading slash; `{name}` is a parameter, a UUID unless `params` says otherwise. */
  path: string;
  /** `public`: no sign-in required. */
  permission: Permission | 'public';
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** For bodies that may exceed the default limit. */
  bodyBytesMax?: number;
  /** The body of a successful response; absent: none (204). */
  output?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  /** The error codes this route can return, in addition to those that every route can. */
  errors: readonly ProblemCode[];
  /** The person or organization in the path, checked before the handler runs. */
  target?: 'user' | 'organization';
  /** The body names the organization that the handler needs: it is read beside the caller. */
  bodyNamesOrganization?: true;
  /** Changes take `If-Match`; creating takes `Idempotency-Key`, and a renewal may. */
  ifMatch?: true;
  idempotent?: true | 'optional';
  /** Works while a new privacy notice awaits acknowledgement. */
  beforeNotice?: true;
  /** Works for a person who still has to set up a second factor. */
  beforeFactor?: true;
  /** Called by other systems: takes a form (RFC 6749), ignores queries, returns OAuth errors. */
  protocol?: true;
  /** The same with JSON instead of a form. */
  protocolBody?: 'json';
  /** The response's media type, if it is not JSON. */
  contentType?: string;
  /** The file name under which the response is saved. */
  fileName?: string;
};
