/** A person who has entered a system that is told of changes. */
import type { Client } from '../../src/client/client.ts';
import type { SignalWork } from '../../src/store/work.ts';
import type { Service } from './harness.ts';
import { startService } from './harness.ts';
import { startSignalReceiver } from './signal-receiver.ts';
import { authorizationUrl, enter, type Registered, register } from './systems.ts';

export async function openToldPlace(beside?: Parameters<typeof startService>[0]) {
  const service = await startService(beside);
  const receiver = await startSignalReceiver();
  const admin = await service.signedInAdministrator();
  const create = (name: string) =>
    admin
      .createOrganization({ body: { name, language: 'fi' } })
      .then((made) => made.organizationId);
  const [organizationId, otherId] = [await create('Espoo'), await create('Vantaa')];
  let count = 0;
  return {
    ...{ service, receiver, admin, organizationId, otherId },
    /** @param authorization the header that the system expects */
    async pushed(authorization?: string): Promise<Registered> {
      const system = await register(admin, { pkceRequired: false });
      return changeSignals(admin, system, {
        delivery: 'push',
        endpoint: receiver.uri,
        authorization,
      });
    },
    async polled(): Promise<Registered> {
      const system = await register(admin, { pkceRequired: false });
      return changeSignals(admin, system, { delivery: 'poll' });
    },
    /** A new editor who has entered the systems. */
    async person(...systems: readonly Registered[]) {
      const email = `person${count++}@espoo.fi`;
      const { userId, client } = await service.join(admin, email, organizationId, 'editor');
      for (const { systemId } of systems) await enter(client, authorizationUrl(systemId));
      return { userId, client, email };
    },
    async etagOf(userId: string) {
      return (await admin.readUser({ params: { userId } })).etag;
    },
    async deactivate(userId: string) {
      const ifMatch = await this.etagOf(userId);
      await admin.deactivateUser({ params: { userId }, body: {}, ifMatch });
    },
    async restore(userId: string) {
      const ifMatch = await this.etagOf(userId);
      await admin.restoreUser({ params: { userId }, body: {}, ifMatch });
    },
    async erase(userId: string) {
      const ifMatch = await this.etagOf(userId);
      await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch });
    },
    async move(userId: string) {
      const ifMatch = await this.etagOf(userId);
      const body = { organizationId: otherId };
      await admin.changeOrganization({ params: { userId }, body, ifMatch });
    },
    async stop() {
      receiver.stop();
      await service.stop();
    },
  };
}

export type ToldPlace = Awaited<ReturnType<typeof openToldPlace>>;

type Delivery = Parameters<Client['changeSignals']>[0]['body'];

export async function changeSignals(
  admin: Client,
  system: Registered,
  body: Delivery,
): Promise<Registered> {
  const params = { systemId: system.systemId };
  const { etag } = await admin.readSystem({ params });
  const changed = await admin.changeSignals({ params, body, ifMatch: etag });
  return { ...system, etag: changed.etag };
}

/** The message of a try whose pause has passed, as the queue delivers it. */
export function deliverSignal(
  service: Service,
  { systemId }: Registered,
  userId: string,
  more: Partial<SignalWork> = {},
): Promise<void> {
  const message = { kind: 'signal', systemId, userId, since: service.clock.iso, ...more };
  return service.handleMail('signals', message, 1);
}
