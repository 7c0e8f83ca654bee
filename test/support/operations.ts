/** Operations whose storage requests are counted, with their limits. */

import { randomUUID } from 'node:crypto';
import type { Client } from '../../src/client/client.ts';
import { bringIn } from '../../src/move-in/bring-in.ts';
import type { Plan } from '../../src/move-in/classify.ts';
import { sourcePerson } from '../../src/move-in/source-person.ts';
import { fillPeople, peopleRows, useIndex } from './fill-people.ts';
import { goodPassword, type Service } from './harness.ts';
import { actingAt } from './moving-in.ts';
import { oldHashes } from './old-hashes.ts';
import { type SignalReceiver, startSignalReceiver } from './signal-receiver.ts';
import {
  authorizationUrl,
  enter,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from './systems.ts';
import { changeSignals, deliverSignal } from './told-system.ts';

const organizations = 20;
export const primaryAddress = 'primary@espoo.fi';

export type Operation = {
  name: string;
  /** Maximum number of requests. */
  most: number;
  inSequenceMost?: number;
  /** Whether the count must not depend on the number of accounts, sessions and events. */
  constant?: boolean;
  /** Prepares each run; its requests are not counted. */
  before?: () => Promise<void>;
  work: () => Promise<unknown>;
};

export type Callers = {
  admin: Client;
  primary: Client;
  organizationId: string;
  system: Registered;
};

/** Creates an organization, and signs in an administrator and its primary user. */
export async function openCallers(service: Service): Promise<Callers> {
  const admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const joined = await service.join(admin, primaryAddress, organizationId, 'primary_user');
  const system = await register(admin, { pkceRequired: false });
  return { admin, primary: joined.client, organizationId, system };
}

let invited = 0;

const invitee = (organizationId: string) => ({
  email: `uusi.ihminen${++invited}@espoo.fi`,
  firstName: 'Uusi',
  lastName: 'Ihminen',
  organizationId,
  role: 'expert' as const,
  language: 'fi' as const,
});

/** @param people number of people in the directory, for the row's name */
export function operations(
  service: Service,
  { admin, primary, organizationId, system }: Callers,
  people: number,
): Operation[] {
  const credentials = { email: primaryAddress, password: goodPassword };
  return [
    {
      name: 'sign in',
      constant: true,
      most: 7,
      inSequenceMost: 4,
      work: () => service.client().signIn({ body: credentials }),
    },
    {
      name: 'refresh',
      most: 2,
      work: () => primary.refresh({ body: { refreshToken: primary.tokens.refresh } }),
    },
    { name: 'read my account (`me`)', constant: true, most: 1, work: () => primary.me() },
    ...signingIn(service, primary, system),
    {
      // The third reads the organizations' rules where an invitation is open: whether it stands.
      name: 'a page of 50 people of an organization',
      constant: true,
      most: 3,
      work: () => primary.searchUsers({ body: {} }),
    },
    {
      name: `a page across all organizations, searched and sorted, at ${people.toLocaleString('en')} people`,
      most: 5,
      work: () => admin.searchUsers({ body: { text: 'virt', sort: 'email' } }),
    },
    {
      name: `the upcoming steps of all organizations, at ${people.toLocaleString('en')} people`,
      most: 5,
      work: () => admin.listUpcoming({}),
    },
    {
      // Four months of the default 90 days until the page is full, and each change not settled yet.
      name: 'a query of events, itself an event',
      constant: true,
      most: 12,
      inSequenceMost: 7,
      work: () => admin.listEvents({}),
    },
    {
      name: 'the people offered to an organization, when nobody is',
      most: 3,
      work: () => primary.listOffers({}),
    },
    {
      name: "a primary user's pending work, when there is none",
      constant: true,
      most: 5,
      inSequenceMost: 2,
      work: () => primary.listWork(),
    },
    {
      name: `an administrator's pending work, at ${people.toLocaleString('en')} people`,
      // One asks whether the last census completed the rows of those who await a decision.
      most: 9,
      inSequenceMost: 2,
      work: () => admin.listWork(),
    },
    {
      name: 'invite',
      // Four of them for the words of the names and the address.
      most: 17,
      inSequenceMost: 5,
      work: () => primary.createInvitation({ body: invitee(organizationId) }),
    },
    {
      name: 'move one person in with an old password, once the lists are read',
      most: 14,
      inSequenceMost: 10,
      constant: true,
      work: () => bringIn(service.deps, newcomer(organizationId), 'fine', actingAt(service)),
    },
  ];
}

/** @returns what the check of a line decided */
function newcomer(organizationId: string): Plan {
  const { email, firstName, lastName, role, language } = invitee(organizationId);
  const passwordHash = oldHashes.P(goodPassword);
  const source = { email, firstName, lastName, passwordHash, lastSignInAt: '2026-02-20' };
  const person = sourcePerson.parse(source);
  return { person, userId: randomUUID(), organizationId, role, language, hash: passwordHash };
}

/** Signing a person with a live session in to a connected system, and reading the claims. */
function signingIn(service: Service, person: Client, system: Registered): Operation[] {
  const url = authorizationUrl(system.systemId, { scope: 'openid profile email organization' });
  let code: string | null = null;
  let token = '';
  return [
    {
      name: 'enter a connected system with a live session',
      constant: true,
      most: 3,
      async work() {
        code = (await enter(person, url)).searchParams.get('code');
      },
    },
    {
      name: 'exchange the code for tokens',
      constant: true,
      most: 3,
      async before() {
        code = (await enter(person, url)).searchParams.get('code');
      },
      async work() {
        token = (await redeem(service, system, code)).body.access_token;
      },
    },
    {
      name: 'userinfo',
      constant: true,
      most: 1,
      async work() {
        const { status } = await readUserinfo(service, token);
        if (status !== 200) throw new Error(`userinfo got ${status}`);
      },
    },
  ];
}

/** What happens to a person whom connected systems know, and telling each of them. */
export function tellingSystems(
  service: Service,
  { admin, organizationId }: Pick<Callers, 'admin' | 'organizationId'>,
): Operation[] {
  let receiver: SignalReceiver | undefined;
  let systems: Registered[] = [];
  let person = { userId: '', etag: '' };
  const arrange = (known: number) => async () => {
    receiver ??= await startSignalReceiver();
    while (systems.length < known) {
      const added = await register(admin, { pkceRequired: false });
      const delivery = { delivery: 'push', endpoint: receiver.uri } as const;
      systems = [...systems, await changeSignals(admin, added, delivery)];
    }
    const email = `aino.virtanen${++invited}@espoo.fi`;
    const { userId, client } = await service.join(admin, email, organizationId, 'expert');
    for (const { systemId } of systems.slice(0, known))
      await enter(client, authorizationUrl(systemId));
    person = await admin.readUser({ params: { userId } });
  };
  const deactivate = () => admin.deactivateUser({ params: person, body: {}, ifMatch: person.etag });
  const tell = () => {
    const [system] = systems;
    if (!system) throw new Error('no system is registered');
    return deliverSignal(service, system, person.userId);
  };
  return [
    {
      name: 'deactivate a person whom no connected system knows',
      most: 10,
      before: arrange(0),
      work: deactivate,
    },
    {
      // For each system the session there ends, and the system is told: a message for each.
      name: 'deactivate a person whom two connected systems know (four queue messages)',
      most: 14,
      inSequenceMost: 8,
      before: arrange(2),
      work: deactivate,
    },
    {
      name: 'tell a connected system of one event',
      most: 5,
      before: async () => {
        await arrange(1)();
        await deactivate();
      },
      work: tell,
    },
  ];
}

/** Adds people of other organizations, as rows of the lists and of what one search reads. */
export async function fillDirectory(service: Service, people: number): Promise<void> {
  const rows = peopleRows(service.clock.iso, people, organizations);
  await fillPeople(service, rows, 'virt');
  await useIndex(service, people);
}
