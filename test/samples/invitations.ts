/** Valid inputs and crash samples of the routes for invitations. */
import { randomUUID } from 'node:crypto';
import type { invitationsEndpoints } from '../../src/api/invitations.ts';
import { type Inputs, newAddress, type Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { onPerson, reading } from './sample-kinds.ts';
import { aboutOf, as, idFor, person, signedIn } from './world.ts';

const newcomer = ({ organizationId }: Pick<Place, 'organizationId'>, email = newAddress()) =>
  ({ email, firstName: 'Uusi', lastName: 'Ihminen', organizationId, role: 'expert' }) as const;

const invitee = (place: Pick<Place, 'organizationId'>, email = newAddress()) =>
  ({ ...newcomer(place, email), language: 'fi' }) as const;

export const invitationsInputs = {
  createInvitation: (place: Place) => ({ body: invitee(place) }),
  proposeInvitation: (place: Place) => ({ body: newcomer(place) }),
  approveInvitation: ({ userId }: Place) => ({ path: { userId } }),
  declineInvitation: ({ userId }: Place) => ({ path: { userId } }),
  listInvitations: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  searchInvitations: ({ organizationId }: Place) => ({ body: { organizationId } }),
  readInvitation: ({ userId }: Place) => ({ path: { userId } }),
  resendInvitation: ({ userId }: Place) => ({ path: { userId } }),
  revokeInvitation: ({ userId }: Place) => ({ path: { userId } }),
} satisfies Inputs<typeof invitationsEndpoints>;

const ifMatch = '"1"';

/** @returns somebody whose invitation is open */
export async function invited(world: World) {
  const email = newAddress();
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
  const email = newAddress();
  const body = invitee({ organizationId }, email);
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

export const invitationsSamples = {
  createInvitation: {
    again: 'same',
    async arrange(world) {
      const idempotencyKey = randomUUID();
      const email = newAddress();
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
  searchInvitations: reading((admin) => admin.searchInvitations({ body: {} })),
  resendInvitation: onPerson('more', invited, (admin, userId) =>
    admin.resendInvitation({ params: { userId }, body: {} }),
  ),
  revokeInvitation: onPerson('not_found', invited, (admin, userId) =>
    admin.revokeInvitation({ params: { userId } }),
  ),
} satisfies Samples<typeof invitationsEndpoints>;
