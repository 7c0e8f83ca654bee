/** Organizations and their rules: the endpoints. */
import { z } from 'zod';
import { admissionRules, reviewMonths } from '../policy/admission-rules.ts';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing, organization } from './shapes.ts';

/** The organization's rules, and the default language for its people. */
const rulesView = z.strictObject({
  ...admissionRules.shape,
  language: input.language,
  etag: z.string(),
});

/** The rules that change, each without a default, and the default language for its people. */
const rulesChanges = z.strictObject({
  ...admissionRules.partial().shape,
  addressDomains: z.array(input.domain).max(limit.addressDomainsMax).optional(),
  reviewMonths: reviewMonths().optional(),
  language: input.language.optional(),
});

export const organizationsEndpoints = {
  createOrganization: {
    method: 'POST',
    path: 'api/organizations',
    permission: 'organizations.create',
    summary: 'Add an organization.',
    body: z.strictObject({ name: input.name, language: input.language }),
    output: organization,
    status: 201,
    errors: ['organization_name_taken', 'idempotency_key_reused'],
    idempotent: true,
  },
  listOrganizations: {
    method: 'GET',
    path: 'api/organizations',
    permission: 'organizations.read',
    summary: 'List the organizations that I may see.',
    output: z.strictObject({ items: z.array(organization) }),
    status: 200,
    errors: [],
  },
  readOrganization: {
    method: 'GET',
    path: 'api/organizations/{organizationId}',
    permission: 'organizations.read',
    summary: 'Read one organization.',
    output: organization,
    status: 200,
    errors: [],
    target: 'organization',
  },
  changeOrganizationDetails: {
    method: 'PATCH',
    path: 'api/organizations/{organizationId}',
    permission: 'organizations.edit',
    summary: 'Change the name or default language of an organization.',
    body: z.strictObject({ name: input.name.optional(), language: input.language.optional() }),
    output: organization,
    status: 200,
    errors: ['organization_name_taken', 'organization_closed'],
    target: 'organization',
    ifMatch: true,
  },
  readAdmissionRules: {
    method: 'GET',
    path: 'api/organizations/{organizationId}/process',
    permission: 'organizations.read',
    summary: "Read the organization's own rules for adding people.",
    output: rulesView,
    status: 200,
    errors: [],
    target: 'organization',
  },
  changeAdmissionRules: {
    method: 'PATCH',
    path: 'api/organizations/{organizationId}/process',
    permission: 'organizations.edit',
    summary: "Change the organization's rules; only administrators can relax the approval rule.",
    body: rulesChanges,
    output: rulesView,
    status: 200,
    errors: ['organization_closed', 'only_administration'],
    target: 'organization',
    ifMatch: true,
  },
  closeOrganization: {
    method: 'POST',
    path: 'api/organizations/{organizationId}/close',
    permission: 'organizations.close',
    summary: 'Close an organization that no longer has any people.',
    body: nothing,
    output: organization,
    status: 200,
    errors: ['organization_not_empty', 'organization_closed'],
    target: 'organization',
    ifMatch: true,
  },
} as const satisfies Record<string, Endpoint>;
