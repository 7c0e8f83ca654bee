/** People in any state that an operation needs, and what happens to them. */

import { linkToken, newLink, withLink } from '../../src/accounts/link.ts';
import type { Client } from '../../src/client/client.ts';
import type { EventKindOf } from '../../src/policy/event-names.ts';
import type { LinkPurpose } from '../../src/policy/link-purposes.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import type { Effects } from '../../src/store/rows/event.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { changePerson, type Given, settle } from '../support/people.ts';
import { type World, worldSettings } from './open-world.ts';

const dayMs = 86_400_000;

export type Known = { userId: string; email: string; about: string[] };

/** Starts another instance on the same storage. */
export function beside(service: Service): Promise<Service> {
  const { BACKUP_BLOB_SERVICE_URI = '' } = service.deps.settings;
  return startService(service, worldSettings(BACKUP_BLOB_SERVICE_URI));
}

/** The same person's client at another instance. */
export function as(on: Service, who: Client): Client {
  const client = on.client();
  Object.assign(client.tokens, who.tokens);
  return client;
}

/** Creates a person, active unless the row differs. */
export async function person(world: World, given: Given = {}): Promise<Known> {
  const { deps, clock } = world.service;
  const { organizationId, passwordHash } = world;
  const made = await settle(deps, clock.iso, { organizationId, passwordHash, ...given });
  return { ...made, about: await aboutOf(world, made.userId, made.email) };
}

/** What identifies a person's rows: the id, the address and its keyed hash. */
export async function aboutOf(world: World, userId: string, email: string): Promise<string[]> {
  const keys = await world.service.deps.keyring.load(world.service.clock.iso);
  return [userId, email, keys.emailHash(email)];
}

export async function signedIn(world: World, { email }: Known): Promise<Client> {
  const client = world.service.client();
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
}

/** @returns the id that the service gives to the result of this request */
export async function idFor(world: World, name: string, key: string, by = world.adminId) {
  const keys = await world.service.deps.keyring.load(world.service.clock.iso);
  return keys.idFor(`${by} ${name} ${key}`);
}

/** Records an event, with a link if a purpose is given. @returns the event's id and the token */
export async function happen(
  world: World,
  userId: string,
  kind: EventKindOf<'user'>,
  more: { link?: LinkPurpose; email?: string; row?: Given; effects?: Effects } = {},
): Promise<{ eventId: string; token: string }> {
  const { deps, clock } = world.service;
  const keys = await deps.keyring.load(clock.iso);
  const { link: purpose, row, effects } = more;
  const link = newLink(keys, userId, purpose ?? 'invitation', clock.iso, 60 * dayMs, more.email);
  await changePerson(deps, userId, clock.iso, (account) => {
    const { person: _, userId: __, ...changes } = row ?? {};
    const links = purpose ? { links: withLink(account.links, link) } : {};
    return {
      kind,
      row: { ...account.row, ...changes },
      ...links,
      effects: { project: true, ...effects },
    };
  });
  const events = await deps.store.table('accounts');
  const filter = `PartitionKey eq '${userId}' and kind eq '${kind}'`;
  for await (const row of events.listEntities({ queryOptions: { filter } }))
    return { eventId: row.rowKey?.split('.').at(-1) ?? '', token: linkToken(keys, userId, link) };
  throw new Error('the event is missing');
}

/** @returns the token in the e-mail for a link that an operation has created */
export async function tokenOf(world: World, userId: string): Promise<string> {
  const { deps, clock } = world.service;
  const [link] = (await loadAccount(deps.store, userId))?.links ?? [];
  if (!link) throw new Error('the account has no link');
  return linkToken(await deps.keyring.load(clock.iso), userId, link);
}
