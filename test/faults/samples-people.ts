/** Samples of every operation on invitations and people. */
import { randomUUID } from 'node:crypto';
import { limit } from '../../src/policy/limits.ts';
import { fileWith } from './moving-file.ts';
import type { World } from './open-world.ts';
import type { Sample } from './sample.ts';
import { aboutOf, as, happen, idFor, person, signedIn, tokenOf } from './world.ts';

const ifMatch = '"1"';

function invitee({ organizationId }: World, email: string) {
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
  return { ...names, email, organizationId, role: 'expert' as const };
}

const address = () => `${randomUUID()}@espoo.fi`;

async function invited(world: World) {
  const email = address();
  const { userId } = await world.admin.createInvitation({ body: invitee(world, email) });
  return { userId, email, about: await aboutOf(world, userId, email) };
}

/** A proposal by an editor, in an organization that accepts proposals. */
async function proposal(world: World) {
  const organizationId = await world.organization();
  const params = { organizationId };
  const { etag } = await world.admin.readAdmissionRules({ params });
  await world.admin.changeAdmissionRules({ params, body: { proposals: true }, ifMatch: etag });
  const editor = await person(world, { organizationId });
  const client = await signedIn(world, editor);
  const idempotencyKey = randomUUID();
  const email = address();
  const body = { ...invitee(world, email), organizationId };
  const userId = await idFor(world, 'proposeInvitation', idempotencyKey, editor.userId);
  return {
    client,
    request: { body, idempotencyKey },
    userId,
    about: await aboutOf(world, userId, email),
  };
}

async function proposed(world: World) {
  const made = await proposal(world);
  await made.client.proposeInvitation(made.request);
  return made;
}

async function offered(world: World) {
  const known = await person(world);
  const body = { organizationId: world.otherId };
  await world.admin.offerUser({ params: { userId: known.userId }, body, ifMatch });
  return known;
}

async function withSession(world: World) {
  const known = await person(world);
  await signedIn(world, known);
  return known;
}

/** @param verb done to a person by the administrator */
const onPerson = (
  again: Sample['again'],
  make: (world: World) => Promise<{ userId: string; about: string[] }>,
  verb: (admin: World['admin'], userId: string, world: World) => Promise<unknown>,
): Sample => ({
  again,
  async arrange(world) {
    const { userId, about } = await make(world);
    return { about, work: (on) => verb(as(on, world.admin), userId, world) };
  },
});

const deactivated = (world: World) =>
  person(world, { deactivatedAt: world.service.clock.iso, deactivatedBecause: 'administration' });

export const people = {
  createInvitation: {
    again: 'same',
    async arrange(world) {
      const idempotencyKey = randomUUID();
      const email = address();
      const userId = await idFor(world, 'createInvitation', idempotencyKey);
      const request = { body: invitee(world, email), idempotencyKey };
      return {
        about: await aboutOf(world, userId, email),
        work: (on) => as(on, world.admin).createInvitation(request),
      };
    },
  },
  proposeInvitation: {
    again: 'same',
    async arrange(world) {
      const { client, request, about } = await proposal(world);
      return { about, work: (on) => as(on, client).proposeInvitation(request) };
    },
  },
  approveInvitation: onPerson('not_proposed', proposed, (admin, userId) =>
    admin.approveInvitation({ params: { userId }, body: {}, ifMatch }),
  ),
  declineInvitation: onPerson('not_proposed', proposed, (admin, userId) =>
    admin.declineInvitation({ params: { userId }, body: { reason: 'Not now' }, ifMatch }),
  ),
  resendInvitation: onPerson('more', invited, (admin, userId) =>
    admin.resendInvitation({ params: { userId }, body: {} }),
  ),
  revokeInvitation: onPerson('not_found', invited, (admin, userId) =>
    admin.revokeInvitation({ params: { userId } }),
  ),
  startImport: {
    again: 'same',
    leaves: { lines: /^imports .*"rowKey":"line/, since: 'erased after importKeptDays' },
    repairedAfterMinutes: limit.importStalledMinutes,
    async arrange(world) {
      const idempotencyKey = randomUUID();
      const importId = await idFor(world, 'startImport', idempotencyKey);
      const { organizationId } = world;
      const emails = [address(), address()];
      const rows = emails.map((email) => `${email},Uusi,Ihminen,expert`);
      const csv = ['email,firstName,lastName,role', ...rows].join('\n');
      const keys = await world.service.deps.keyring.load(world.service.clock.iso);
      const about = emails.map((email) =>
        aboutOf(world, keys.idFor(`import ${importId} ${email}`), email),
      );
      return {
        about: [importId, ...(await Promise.all(about)).flat()],
        work: (on) =>
          as(on, world.admin).startImport({ body: { organizationId, csv }, idempotencyKey }),
      };
    },
  },
  searchUsers: {
    again: 'same',
    reads: true,
    arrange: async ({ admin }) => ({
      about: [],
      work: (on) => as(on, admin).searchUsers({ body: {} }),
    }),
  },
  checkImport: {
    again: 'same',
    reads: true,
    arrange: async ({ admin, organizationId }) => ({
      about: [],
      work: (on) =>
        as(on, admin).checkImport({
          body: { organizationId, csv: `email,firstName,lastName,role\n${address()},A,B,expert` },
        }),
    }),
  },
  checkMoveIn: {
    again: 'same',
    reads: true,
    arrange: async (world) => {
      const { text, mapping } = (await fileWith(world, {})).ask;
      return {
        about: [],
        work: (on) => as(on, world.admin).checkMoveIn({ body: { text, mapping } }),
      };
    },
  },
  moveIn: {
    again: 'finishes',
    arrange: async (world) => {
      const { ask, about } = await fileWith(world, { lastSignInAt: null });
      const { text, mapping } = ask;
      return { about, work: (on) => as(on, world.admin).moveIn({ body: { text, mapping } }) };
    },
  },
  checkLink: {
    again: 'same',
    reads: true,
    async arrange(world) {
      const token = await tokenOf(world, (await invited(world)).userId);
      return { about: [], work: (on) => on.client().checkLink({ body: { token } }) };
    },
  },
  searchInvitations: {
    again: 'same',
    reads: true,
    arrange: async ({ admin }) => ({
      about: [],
      work: (on) => as(on, admin).searchInvitations({ body: {} }),
    }),
  },
  sendResetLink: onPerson('more', person, (admin, userId) =>
    admin.sendResetLink({ params: { userId }, body: {} }),
  ),
  remindUser: onPerson('more', invited, (admin, userId) =>
    admin.remindUser({ params: { userId }, body: {} }),
  ),
  changeUser: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.changeUser({ params: { userId }, body: { lastName: 'Uusi' }, ifMatch }),
  ),
  changeRole: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.changeRole({ params: { userId }, body: { role: 'expert' }, ifMatch }),
  ),
  changeOrganization: onPerson('changed_meanwhile', person, (admin, userId, { otherId }) =>
    admin.changeOrganization({ params: { userId }, body: { organizationId: otherId }, ifMatch }),
  ),
  deactivateUser: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.deactivateUser({ params: { userId }, body: {}, ifMatch }),
  ),
  endUserSessions: onPerson('same', withSession, (admin, userId) =>
    admin.endUserSessions({ params: { userId } }),
  ),
  offerUser: onPerson('changed_meanwhile', person, (admin, userId, { otherId }) =>
    admin.offerUser({ params: { userId }, body: { organizationId: otherId }, ifMatch }),
  ),
  withdrawOffer: onPerson('changed_meanwhile', offered, (admin, userId) =>
    admin.withdrawOffer({ params: { userId }, ifMatch: '"2"' }),
  ),
  acceptOffer: onPerson('not_found', offered, (admin, userId) =>
    admin.acceptOffer({ params: { userId }, body: {}, ifMatch: '"2"' }),
  ),
  declineOffer: onPerson('not_found', offered, (admin, userId) =>
    admin.declineOffer({ params: { userId }, body: {}, ifMatch: '"2"' }),
  ),
  restoreUser: onPerson('changed_meanwhile', deactivated, (admin, userId) =>
    admin.restoreUser({ params: { userId }, body: {}, ifMatch }),
  ),
  eraseUser: onPerson('not_found', person, (admin, userId) =>
    admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch }),
  ),
  declineRestore: onPerson(
    'changed_meanwhile',
    async (world) => {
      const known = await deactivated(world);
      const row = { restoreAskedAt: world.service.clock.iso };
      await happen(world, known.userId, 'restore_requested', { row });
      return known;
    },
    (admin, userId) => admin.declineRestore({ params: { userId }, body: {}, ifMatch }),
  ),
} satisfies Record<string, Sample>;
