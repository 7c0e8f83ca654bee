/** Prints what the client needs of the endpoint table, so that a browser loads no schema. */
import { z } from 'zod';
import { api, type Endpoint } from '../api.ts';

const head = `/** What the client needs of the endpoint table (src/api.ts); printed by \`npm run docs\`. */
import type { EndpointName } from '../api.ts';

/**
 * \`signedIn\`: sends the access token. \`idempotent\`: sends an \`Idempotency-Key\`. \`delivers\`: answers
 * tokens, and takes \`cookie\`. Every method but GET and DELETE sends a body.
 */
type Mark = 'signedIn' | 'idempotent' | 'delivers';
export type Route = readonly [method: string, path: string, ...marks: Mark[]];

export const routes: Record<EndpointName, Route> = {
`;

/**
 * @returns the source text of src/client/routes.ts
 * @throws Error when an endpoint's method says otherwise than the table whether there is a body
 */
export function clientRoutes(): string {
  const rows = Object.entries<Endpoint>(api).map(([name, endpoint]) => {
    const { method, path, permission, body, idempotent } = endpoint;
    if ((body !== undefined) === ['GET', 'DELETE'].includes(method))
      throw new Error(`${name}: GET and DELETE have no body, other methods have one`);
    const route = [
      method,
      path,
      ...(permission === 'public' ? [] : ['signedIn']),
      ...(idempotent ? ['idempotent'] : []),
      ...(body instanceof z.ZodObject && 'cookie' in body.shape ? ['delivers'] : []),
    ];
    return `  ${name}: [${route.map((part) => `'${part}'`).join(', ')}],\n`;
  });
  return `${head}${rows.join('')}};\n`;
}
