/** Issues tokens like App Service: for one managed identity, to callers with the header. */
import { randomUUID } from 'node:crypto';
import { json, serveLoopback } from '../../src/local/loopback-server.ts';
import type { LocalRequest } from '../../src/local/read-request.ts';

const tokenSeconds = 3_600;

/**
 * Sets `IDENTITY_ENDPOINT` and `IDENTITY_HEADER` for this process.
 * @param clientId the only identity that the app has
 * @returns `asked`: the resources of the requested tokens, in order
 */
export async function startManagedIdentity(clientId: string) {
  const header = randomUUID();
  const asked: string[] = [];
  const server = await serveLoopback(
    0,
    async ({ url, headers }: LocalRequest) => {
      const known = headers['x-identity-header'] === header;
      const mine = url.searchParams.get('client_id') === clientId;
      const resource = url.searchParams.get('resource') ?? '';
      if (!known || !mine || url.searchParams.get('api-version') !== '2019-08-01')
        return json(400, { statusCode: 400, message: 'No managed identity found.' });
      asked.push(resource);
      return json(200, token(resource, clientId));
    },
    (error) => asked.push(`failed: ${error}`),
  );
  process.env['IDENTITY_ENDPOINT'] = `${server.url}/msi/token`;
  process.env['IDENTITY_HEADER'] = header;
  return { asked, stop: () => server.stop() };
}

/** Storage checks a token's issuer, audience and times; only Azure can check its signature. */
function token(resource: string, clientId: string) {
  const now = Math.floor(Date.now() / 1_000);
  const expires = now + tokenSeconds;
  const issuer = 'https://sts.windows.net/00000000-0000-0000-0000-000000000001/';
  const claims = { aud: resource, iss: issuer, iat: now, nbf: now - 60, exp: expires };
  return {
    access_token: [{ alg: 'RS256', typ: 'JWT' }, { ...claims, appid: clientId }, 'unsigned']
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.'),
    client_id: clientId,
    expires_on: String(expires),
    resource,
    token_type: 'Bearer',
  };
}
