/** The people and organizations of a recorded service, named after their fates. */
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import type { Service } from '../support/harness.ts';
import type { Known } from './recording.ts';

export type Place = {
  service: Service;
  password: string;
  admin: Client;
  people: Known['people'];
  /** Signed-in clients, until their sessions end. */
  clients: Record<string, Client>;
  organizations: Known['organizations'];
};

export const addressOf = (name: string) => `${name}@example.fi`;

/** Sets up the first administrator and three organizations: plain, with rules, and closed. */
export async function settlePlaces(service: Service, password: string): Promise<Place> {
  const admin = await service.signedInAdministrator();
  const made = async (name: string) =>
    (await admin.createOrganization({ body: { name, language: 'fi' } })).organizationId;
  const organizations: Place['organizations'] = {
    home: await made('Espoo'),
    strict: await made('Vantaa'),
    closed: await made('Kauniainen'),
  };
  const params = { organizationId: organizations.strict };
  const { etag } = await admin.readAdmissionRules({ params });
  const body = {
    addressDomains: ['example.fi'],
    approval: 'second_person' as const,
    proposals: true,
    peopleMax: 100,
  };
  await admin.changeAdmissionRules({ params, body, ifMatch: etag });
  await admin.closeOrganization({
    params: { organizationId: organizations.closed },
    body: {},
    ifMatch: '"1"',
  });
  const me = await admin.me();
  const people = { admin: { userId: me.userId, email: me.email } };
  return { service, password, admin, people, clients: { admin }, organizations };
}

export async function joinEverybody(
  place: Place,
  names: readonly string[],
  role: Role,
  to = place.organizations.home,
): Promise<void> {
  for (const name of names) {
    const email = addressOf(name);
    const { userId, client } = await place.service.join(place.admin, email, to, role);
    place.people[name] = { userId, email };
    place.clients[name] = client;
  }
}

export async function signInAgain({ service, admin, password }: Place): Promise<void> {
  const email = service.deps.settings.FIRST_ADMIN_EMAIL;
  await admin.signIn({ body: { email, password } });
}

export async function endEmployment(place: Place, name: string, inDays: number): Promise<void> {
  const { admin, service } = place;
  const on = new Date(service.clock.now() + inDays * 86_400_000).toISOString().slice(0, 10);
  await admin.changeUser({ ...(await asRead(place, name)), body: { employmentEndsOn: on } });
}

/** @returns the person's parameters and ETag as read by the administrator */
export async function asRead(place: Place, name: string) {
  const params = { userId: idOf(place, name) };
  return { params, ifMatch: (await place.admin.readUser({ params })).etag };
}

export function idOf({ people }: Place, name: string): string {
  const found = people[name];
  if (!found) throw new Error(`nobody is called ${name}`);
  return found.userId;
}

export function clientOf({ clients }: Place, name: string): Client {
  const found = clients[name];
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

export function invitee(organizationId: string, name: string, role: Role = 'expert') {
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'sv' } as const;
  return { ...names, email: addressOf(name), organizationId, role };
}
