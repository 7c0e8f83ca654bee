/** Promise: after erasure, no table, queue, blob or log line holds any of the person's data. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { addFactors } from '../support/factors.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { everythingKept, tracesOf } from '../support/traces.ts';

const person = { firstName: 'Çınar-Äyräpää', lastName: "Ö'Hövelström" } as const;
const oldAddress = 'cinar.ayrapaa+manual@entinen-osoite.example';
const newAddress = 'hovelstrom_uusi@toinen-osoite.example';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

const found = async () =>
  tracesOf(
    [person.firstName, person.lastName, oldAddress, newAddress],
    await everythingKept(service),
  );

test('after a full account lifecycle and erasure, the person is found nowhere, in any encoding', async () => {
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  const body = {
    ...person,
    email: oldAddress,
    organizationId,
    role: 'editor',
    language: 'en',
  } as const;
  const { userId } = await admin.createInvitation({ body });
  await admin.resendInvitation({ params: { userId }, body: {} });
  const me = await service.activate(await service.tokenFor(oldAddress));
  await addFactors(service, me, `Phone of ${person.lastName}`);
  await me.requestAddressChange({ body: { email: newAddress, currentPassword: goodPassword } });
  const token = await service.tokenFor(newAddress);
  await service.client().confirmAddressChange({ body: { token } });
  await service.client().forgotPassword({ body: { email: newAddress } });
  await service.drainMail();
  const guess = { email: newAddress, password: 'not the right one at all' };
  await expect(service.client().signIn({ body: guess })).rejects.toThrow();
  service.clock.advance({ days: 155 });
  await service.runTimer('lifecycle');
  await service.drainMail();
  service.clock.advance({ days: 40 });
  for (const timer of ['repair', 'lifecycle', 'census', 'digest', 'mailOutcomes'] as const)
    await service.runTimer(timer);
  await service.drainMail();
  // To show that the search works: before the erasure it finds the person.
  expect(await found()).not.toEqual([]);
  const ask = /#(\S+)/.exec(service.mailbox.messages(newAddress)[0]?.text ?? '')?.[1] ?? '';
  await service.client().askRestore({ body: { token: ask } });
  service.clock.advance({ days: 32 });
  for (const timer of ['lifecycle', 'repair', 'retention'] as const) await service.runTimer(timer);
  service.clock.advance({ minutes: 3 });
  await service.runTimer('repair');

  expect(await found()).toEqual([]);
  const boss = service.client();
  await boss.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const from = new Date(service.clock.now() - 300 * 86_400_000).toISOString();
  const kinds: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await boss.listEvents({ query: { from, subjectId: userId, cursor } });
    kinds.push(...page.items.map(({ kind }) => kind));
    cursor = page.next;
  } while (cursor);
  for (const kind of [
    'invited',
    'activated',
    'address_changed',
    'notice_given',
    'deactivated',
    'erased',
  ])
    expect(kinds).toContain(kind);
});
