/** Reads the organization that a body names while the caller is read, which saves a round trip. */
import { z } from 'zod';
import type { Endpoint } from '../api.ts';
import type { Deps } from '../deps.ts';
import { afterResponse } from '../store/after-response.ts';
import { loadOrganization, type Organization } from '../store/organizations.ts';
import type { SentRequest } from './context.ts';
import { parseBody } from './parse.ts';

/** Whoever needs either awaits it, and gets its error, only after the caller has been checked. */
export type ReadAhead = {
  body: Promise<unknown>;
  organization: Promise<Organization | undefined>;
};

const naming = z.object({ organizationId: z.uuid() });

/** One storage request, unless the body is malformed. */
export function readAhead(
  { store }: Pick<Deps, 'store'>,
  { body: schema = z.unknown(), bodyBytesMax }: Pick<Endpoint, 'body' | 'bodyBytesMax'>,
  request: SentRequest,
): ReadAhead {
  const body = parseBody(schema, request, bodyBytesMax);
  const organization = body.then((given) =>
    loadOrganization(store, naming.parse(given).organizationId),
  );
  // A refused caller's response does not wait for the readings, and nobody else gets their errors.
  void afterResponse(() => Promise.allSettled([body, organization]));
  return { body, organization };
}
