/** Organizations: from the request to the operation and back. */

import { admissionRulesView, changeAdmissionRules } from '../organizations/admission-rules.ts';
import {
  changeDetails,
  closeOrganization,
  createOrganization,
  organizationView,
} from '../organizations/organization.ts';
import { listOrganizations } from '../store/organizations.ts';
import type { Handlers } from './context.ts';

export const organizationHandlers = {
  async createOrganization({ deps, body, newId, requestHash, caller, now }) {
    const actorId = caller().account.userId;
    const request = { organizationId: newId, requestHash, actorId };
    return organizationView(await createOrganization(deps, request, body, now));
  },
  async listOrganizations({ deps, caller }) {
    const { account, scope } = caller();
    const own = account.row.organizationId;
    const all = await listOrganizations(deps.store);
    const seen = all.filter((item) => scope === 'any' || item.organizationId === own);
    return { items: seen.map(organizationView) };
  },
  readOrganization: async ({ organization }) => organizationView(organization()),
  async changeOrganizationDetails({ deps, organization, body, ifMatch, caller, now }) {
    const request = { actorId: caller().account.userId, ifMatch, changes: body };
    return organizationView(await changeDetails(deps, organization(), request, now));
  },
  readAdmissionRules: async ({ deps, organization }) => admissionRulesView(deps, organization()),
  async changeAdmissionRules({ deps, organization, body, ifMatch, caller, now }) {
    const { userId, row } = caller().account;
    const request = { actorId: userId, actorRole: row.role, ifMatch, changes: body };
    return admissionRulesView(deps, await changeAdmissionRules(deps, organization(), request, now));
  },
  async closeOrganization({ deps, organization, ifMatch, caller, now }) {
    const request = { actorId: caller().account.userId, ifMatch };
    return organizationView(await closeOrganization(deps, organization(), request, now));
  },
} satisfies Partial<Handlers>;
