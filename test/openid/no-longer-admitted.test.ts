/** Promise: nobody stays signed in at a system who may no longer be: each step asks again. */
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { attackedPlace } from '../support/attacked-place.ts';
import type { Service } from '../support/harness.ts';
import {
  authorizationUrl,
  enter,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from '../support/systems.ts';

const { place, person, askAs, ask, codeFor } = attackedPlace();
let service: Service;
let admin: Client;
let organizationId: string;
let system: Registered;

beforeAll(() => {
  ({ service, admin, organizationId, system } = place());
});

describe('a person who may no longer be signed in', () => {
  async function colleague() {
    const address = `${randomBytes(6).toString('hex')}@espoo.fi`;
    const joined = await service.join(admin, address, organizationId, 'editor');
    askAs(joined.client);
    return joined.userId;
  }

  const deactivate = async (id: string) => {
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    await admin.deactivateUser({ params: { userId: id }, body: {}, ifMatch });
  };
  const demote = async (id: string) => {
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    const body = { role: 'expert' } as const;
    await admin.changeRole({ params: { userId: id }, body, ifMatch });
  };
  const signOut = async () => {
    await person().signOut({ body: {} });
  };

  test.each([
    ['deactivated', deactivate],
    ['signed out', signOut],
  ])('is refused at each step once %s', async (_, act) => {
    const id = await colleague();
    const code = await codeFor();
    const unused = await codeFor();
    const { access_token: token } = (await redeem(service, system, code)).body;
    expect((await readUserinfo(service, token)).status).toBe(200);
    await act(id);
    await expect(ask()).rejects.toMatchObject({ code: 'not_signed_in' });
    expect((await redeem(service, system, unused)).body.error).toBe('invalid_grant');
    const answer = await readUserinfo(service, token);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('is refused at each step with a role that may not enter; a new role shows at once', async () => {
    const id = await colleague();
    const editors = await register(admin, { pkceRequired: false, roles: ['editor'] });
    const url = authorizationUrl(editors.systemId, { scope: 'openid organization' });
    const code = (await enter(person(), url)).searchParams.get('code');
    const unused = (await enter(person(), url)).searchParams.get('code');
    const { access_token: token } = (await redeem(service, editors, code)).body;
    const scope = { scope: 'openid organization' };
    const elsewhere = (await redeem(service, system, await codeFor(scope))).body.access_token;
    await demote(id);
    expect((await readUserinfo(service, elsewhere)).body).toMatchObject({ role: 'expert' });
    expect((await enter(person(), url)).searchParams.get('error')).toBe('access_denied');
    expect((await redeem(service, editors, unused)).body.error).toBe('invalid_grant');
    expect((await readUserinfo(service, token)).status).toBe(401);
  });

  test('leaves nothing behind when erased', async () => {
    const id = await colleague();
    const { access_token: token } = (await redeem(service, system, await codeFor())).body;
    await codeFor();
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    await admin.eraseUser({ params: { userId: id }, body: { confirm: 'erase' }, ifMatch });
    expect((await readUserinfo(service, token)).status).toBe(401);
    const account = await loadAccount(service.deps.store, id);
    expect([account?.grants, account?.sessions]).toEqual([[], []]);
  });
});
