/** Valid inputs and crash samples of the routes for offering people to another organization. */
import type { offersEndpoints } from '../../src/api/offers.ts';
import type { Inputs, Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { onPerson } from './sample-kinds.ts';
import { person } from './world.ts';

export const offersInputs = {
  offerUser: ({ userId, organizationId }: Place) => ({
    path: { userId },
    body: { organizationId },
  }),
  withdrawOffer: ({ userId }: Place) => ({ path: { userId } }),
  listTransferTargets: () => ({}),
  listOffers: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  acceptOffer: ({ userId }: Place) => ({ path: { userId } }),
  declineOffer: ({ userId }: Place) => ({ path: { userId } }),
} satisfies Inputs<typeof offersEndpoints>;

const ifMatch = '"1"';

async function offered(world: World) {
  const known = await person(world);
  const body = { organizationId: world.otherId };
  await world.admin.offerUser({ params: { userId: known.userId }, body, ifMatch });
  return known;
}

export const offersSamples = {
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
} satisfies Samples<typeof offersEndpoints>;
