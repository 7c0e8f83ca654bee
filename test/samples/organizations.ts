/** Valid inputs and crash samples of the routes for organizations. */
import { randomUUID } from 'node:crypto';
import type { organizationsEndpoints } from '../../src/api/organizations.ts';
import type { Client } from '../../src/client/client.ts';
import type { Inputs, Place } from './input.ts';
import type { Sample, Samples } from './sample.ts';
import { creating } from './sample-kinds.ts';
import { as } from './world.ts';

export const organizationsInputs = {
  createOrganization: () => ({ body: { name: `Kauniainen ${randomUUID()}`, language: 'sv' } }),
  listOrganizations: () => ({}),
  readOrganization: ({ organizationId }: Place) => ({ path: { organizationId } }),
  changeOrganizationDetails: ({ organizationId }: Place) => ({
    path: { organizationId },
    body: { language: 'sv' },
  }),
  readAdmissionRules: ({ organizationId }: Place) => ({ path: { organizationId } }),
  changeAdmissionRules: ({ organizationId }: Place) => ({
    path: { organizationId },
    body: { proposals: true },
  }),
  closeOrganization: ({ organizationId }: Place) => ({ path: { organizationId } }),
} satisfies Inputs<typeof organizationsEndpoints>;

const ifMatch = '"1"';

/** @param verb done to an empty organization */
const onOrganization = (
  verb: (admin: Client, organizationId: string) => Promise<unknown>,
): Sample => ({
  again: 'changed_meanwhile',
  async arrange(world) {
    const organizationId = await world.organization();
    return { about: [organizationId], work: (on) => verb(as(on, world.admin), organizationId) };
  },
});

export const organizationsSamples = {
  createOrganization: creating('createOrganization', (admin, idempotencyKey) =>
    admin.createOrganization({
      body: { name: `Kauniainen ${idempotencyKey}`, language: 'sv' },
      idempotencyKey,
    }),
  ),
  changeOrganizationDetails: onOrganization((admin, organizationId) =>
    admin.changeOrganizationDetails({
      params: { organizationId },
      body: { language: 'sv' },
      ifMatch,
    }),
  ),
  changeAdmissionRules: onOrganization((admin, organizationId) =>
    admin.changeAdmissionRules({ params: { organizationId }, body: { proposals: true }, ifMatch }),
  ),
  closeOrganization: onOrganization((admin, organizationId) =>
    admin.closeOrganization({ params: { organizationId }, body: {}, ifMatch }),
  ),
} satisfies Samples<typeof organizationsEndpoints>;
