/** Prints what the client needs of the endpoint table, so that a browser loads no schema. */
import { z } from 'zod';
import { api, type Endpoint } from '../api.ts';

const head = `/** What the client needs of the endpoint table (src/api.ts); printed by \`npm run docs\`. */
import type { EndpointName } from '../api.ts';

export type Route = {
  method: string;
  path: string;
  /** Sends the access token. */
  signedIn?: true;
  body?: true;
  idempotent?: true;
  /** Answers tokens, and takes \`cookie\`. */
  delivers?: true;
};

export const routes: Record<EndpointName, Route> = {
`;

/** @returns the source text of src/client/routes.ts */
export function clientRoutes(): string {
  const rows = Object.entries<Endpoint>(api).map(([name, endpoint]) => {
    const { method, path, permission, body, idempotent } = endpoint;
    const delivers = body instanceof z.ZodObject && 'cookie' in body.shape;
    const lines = [
      `    method: '${method}',`,
      `    path: '${path}',`,
      ...(permission === 'public' ? [] : ['    signedIn: true,']),
      ...(body ? ['    body: true,'] : []),
      ...(idempotent ? ['    idempotent: true,'] : []),
      ...(delivers ? ['    delivers: true,'] : []),
    ];
    return `  ${name}: {\n${lines.join('\n')}\n  },\n`;
  });
  return `${head}${rows.join('')}};\n`;
}
