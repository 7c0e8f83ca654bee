/** Transfers between organizations: the endpoints. */

import { z } from 'zod';
import { counted } from '../policy/counted.ts';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { offerDirections } from '../policy/offer-directions.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing, ruleErrors, user } from './shapes.ts';

/** What both organizations see of a person who is offered by one to the other. */
const offer = z.strictObject({
  userId: input.id,
  firstName: z.string(),
  lastName: z.string(),
  role: input.role,
  fromOrganizationName: z.string(),
  toOrganizationId: input.id,
  toOrganizationName: z.string(),
  offeredAt: input.instant,
  expiresAt: input.instant,
  etag: z.string(),
});

export const offersEndpoints = {
  offerUser: {
    method: 'POST',
    path: 'api/users/{userId}/offer',
    permission: 'people.offer',
    summary: `Offer a person to another organization, which answers within ${counted(limit.offerDays, 'day', 'days')}.`,
    body: z.strictObject({ organizationId: input.id }),
    output: user,
    status: 200,
    errors: [
      'own_account',
      'organization_closed',
      'already_there',
      'role_above_own',
      'not_active',
      'offer_open',
      'daily_limit_reached',
    ],
    target: 'user',
    ifMatch: true,
  },
  withdrawOffer: {
    method: 'DELETE',
    path: 'api/users/{userId}/offer',
    permission: 'people.offer',
    summary: 'Withdraw the offer of a person.',
    output: user,
    status: 200,
    errors: ['no_offer', 'role_above_own'],
    target: 'user',
    ifMatch: true,
  },
  listTransferTargets: {
    method: 'GET',
    path: 'api/transfer-targets',
    permission: 'people.offer',
    summary: 'List the names of the organizations that a person can be offered to.',
    output: z.strictObject({
      items: z.array(z.strictObject({ organizationId: input.id, name: z.string() })),
    }),
    status: 200,
    errors: [],
  },
  listOffers: {
    method: 'GET',
    path: 'api/offers',
    permission: 'people.receive',
    summary: 'List the people offered to my organization, or by it with `direction=outgoing`.',
    query: z.strictObject({
      organizationId: input.id.optional(),
      direction: z.enum(offerDirections).default('incoming'),
    }),
    output: z.strictObject({ items: z.array(offer) }),
    status: 200,
    errors: [],
  },
  acceptOffer: {
    method: 'POST',
    path: 'api/offers/{userId}/accept',
    permission: 'people.receive',
    summary: 'Accept an offered person; their access to the former organization ends at once.',
    body: nothing,
    output: user,
    status: 200,
    errors: ['no_offer', 'only_administration', ...ruleErrors],
    ifMatch: true,
  },
  declineOffer: {
    method: 'POST',
    path: 'api/offers/{userId}/decline',
    permission: 'people.receive',
    summary: 'Decline an offered person, who stays where they are.',
    body: nothing,
    status: 204,
    errors: ['no_offer'],
    ifMatch: true,
  },
} as const satisfies Record<string, Endpoint>;
