/** A certified provider, oidc-provider, with the same systems as the service: what does it answer? */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { callback, type Registered, signedOut } from './systems.ts';

const accountId = 'aino';
const scopes = 'openid profile email organization';

/** @param systems by their authentication method */
export async function startOracle(
  systems: Record<string, Pick<Registered, 'systemId' | 'secret'>>,
) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    clients: Object.entries(systems).map(([method, { systemId, secret }]) => ({
      client_id: systemId,
      ...(method !== 'none' && { client_secret: secret }),
      ...{ redirect_uris: [callback], post_logout_redirect_uris: [signedOut] },
      ...{ response_types: ['code'], grant_types: ['authorization_code'] },
      token_endpoint_auth_method: method,
    })),
    scopes: scopes.split(' '),
    allowOmittingSingleRegisteredRedirectUri: false,
    acrValues: ['password', 'second_factor'],
    ...{
      responseTypes: ['code'],
      pkce: { required: (_: unknown, client: object) => isPublic(client) },
    },
    features: {
      ...{ devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      revocation: { enabled: true },
    },
    cookies: { keys: ['a key for tests'] },
    interactions: { url: () => '/interaction' },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    async loadExistingGrant({ oidc }: { oidc: { client: { clientId: string } } }) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId });
      grant.addOIDCScope(scopes);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url === '/interaction')
      void provider.interactionFinished(request, response, { login: { accountId } });
    else void answer(request, response);
  });
  return { url, browse: browser(url), stop: () => void server.close().closeAllConnections() };
}

const isPublic = (client: object): boolean =>
  'clientAuthMethod' in client && client.clientAuthMethod === 'none';

/** A browser that follows redirects within the provider. */
export function browser(url: string) {
  const cookies = new Map<string, string>();
  /** @param signsIn whether it completes the provider's sign-in page */
  return async function browse(path: string, signsIn: boolean): Promise<Response> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(new URL(path, url), { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) return response;
    const within = next.startsWith('/') || next.startsWith(url);
    return within && (signsIn || !next.endsWith('/interaction')) ? browse(next, signsIn) : response;
  };
}
