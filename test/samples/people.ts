/** Valid inputs and crash samples of the routes for people. */
import type { peopleEndpoints } from '../../src/api/people.ts';
import type { Inputs, Place } from './input.ts';
import { invited } from './invitations.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { onPerson, reading, recorded } from './sample-kinds.ts';
import { person } from './world.ts';

export const peopleInputs = {
  searchUsers: ({ organizationId }: Place) => ({ body: { organizationId } }),
  exportUsers: ({ organizationId }: Place) => ({ body: { organizationId } }),
  readUser: ({ userId }: Place) => ({ path: { userId } }),
  changeUser: ({ userId }: Place) => ({ path: { userId }, body: { lastName: 'Uusi' } }),
  changeRole: ({ userId }: Place) => ({ path: { userId }, body: { role: 'expert' } }),
  changeOrganization: ({ userId, organizationId }: Place) => ({
    path: { userId },
    body: { organizationId },
  }),
  sendResetLink: ({ userId }: Place) => ({ path: { userId } }),
  remindUser: ({ userId }: Place) => ({ path: { userId } }),
  deactivateUser: ({ userId }: Place) => ({ path: { userId } }),
  restoreUser: ({ userId }: Place) => ({ path: { userId } }),
  eraseUser: ({ userId }: Place) => ({ path: { userId }, body: { confirm: 'erase' } }),
} satisfies Inputs<typeof peopleEndpoints>;

const ifMatch = '"1"';

/** @returns somebody whom the administration has deactivated */
export const deactivated = (world: World) =>
  person(world, { deactivatedAt: world.service.clock.iso, deactivatedBecause: 'administration' });

export const peopleSamples = {
  searchUsers: reading((admin) => admin.searchUsers({ body: {} })),
  exportUsers: recorded((self) => self.exportUsers({ body: {} })),
  changeUser: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.changeUser({ params: { userId }, body: { lastName: 'Uusi' }, ifMatch }),
  ),
  changeRole: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.changeRole({ params: { userId }, body: { role: 'expert' }, ifMatch }),
  ),
  changeOrganization: onPerson('changed_meanwhile', person, (admin, userId, { otherId }) =>
    admin.changeOrganization({ params: { userId }, body: { organizationId: otherId }, ifMatch }),
  ),
  sendResetLink: onPerson('more', person, (admin, userId) =>
    admin.sendResetLink({ params: { userId }, body: {} }),
  ),
  remindUser: onPerson('more', invited, (admin, userId) =>
    admin.remindUser({ params: { userId }, body: {} }),
  ),
  deactivateUser: onPerson('changed_meanwhile', person, (admin, userId) =>
    admin.deactivateUser({ params: { userId }, body: {}, ifMatch }),
  ),
  restoreUser: onPerson('changed_meanwhile', deactivated, (admin, userId) =>
    admin.restoreUser({ params: { userId }, body: {}, ifMatch }),
  ),
  eraseUser: onPerson('not_found', person, (admin, userId) =>
    admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch }),
  ),
} satisfies Samples<typeof peopleEndpoints>;
