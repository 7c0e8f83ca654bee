/** Inviting and proposing people, and deciding on proposals: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { type Status, statuses } from '../policy/statuses.ts';
import type { Endpoint } from './endpoint.ts';
import { counted, identity, nothing, page, ruleErrors } from './shapes.ts';

/** Without a language, the organization's default applies. */
const invitee = z.strictObject({
  email: input.email,
  firstName: input.name,
  lastName: input.name,
  organizationId: input.id,
  role: input.role,
  language: input.language.optional(),
});

const invitation = z.strictObject({
  ...identity,
  status: z.enum(statuses),
  proposedBy: input.id.optional(),
  invitedAt: input.instant,
  expiresAt: input.instant.optional(),
  mailFailedAt: input.instant.optional(),
  etag: z.string(),
});

/** The statuses of an open invitation or proposal. */
const openStatuses = [
  'proposed',
  'declined',
  'invited',
  'invitation_expired',
  'invitation_void',
] as const satisfies readonly Status[];

const listedInvitation = invitation.extend({
  decideBy: input.instant.optional().describe('Of a proposal: declined unless approved by then.'),
  invitedBy: input.id.optional(),
  inviterName: z.string().optional().describe('If the inviter is among the listed people.'),
  mayApprove: z.boolean().optional().describe('Of a proposal: the caller may approve it.'),
  mayDecline: z.boolean().optional().describe('Of a proposal: the caller may decline it.'),
});

export const invitationsEndpoints = {
  createInvitation: {
    method: 'POST',
    path: 'api/invitations',
    permission: 'people.invite',
    summary: 'Invite a person by e-mail, with home organization and role.',
    body: invitee,
    bodyNamesOrganization: true,
    output: invitation,
    status: 201,
    errors: ['address_taken', ...ruleErrors, 'idempotency_key_reused', 'daily_limit_reached'],
    idempotent: true,
  },
  proposeInvitation: {
    method: 'POST',
    path: 'api/proposals',
    permission: 'people.propose',
    summary: 'Propose a colleague; a primary user of my organization decides.',
    body: invitee,
    bodyNamesOrganization: true,
    output: invitation,
    status: 201,
    errors: [
      'address_taken',
      'proposals_off',
      ...ruleErrors,
      'idempotency_key_reused',
      'daily_limit_reached',
    ],
    idempotent: true,
  },
  approveInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/approve',
    permission: 'people.invite',
    summary: 'Approve an invitation proposed by another person; the e-mail is sent.',
    body: nothing,
    output: invitation,
    status: 200,
    errors: ['not_proposed', 'own_proposal', 'only_administration', ...ruleErrors],
    target: 'user',
    ifMatch: true,
  },
  declineInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/decline',
    permission: 'people.invite',
    summary: 'Decline a proposed invitation; the proposer is told why.',
    body: z.strictObject({ reason: input.reason.optional() }),
    status: 204,
    errors: ['not_proposed', 'own_proposal', 'role_above_own'],
    target: 'user',
    ifMatch: true,
  },
  listInvitations: {
    method: 'GET',
    path: 'api/invitations',
    permission: 'people.read',
    summary: 'List invitations that await approval, are still unused or have expired.',
    query: z.strictObject({
      organizationId: input.id.optional(),
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(listedInvitation),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  searchInvitations: {
    method: 'POST',
    path: 'api/invitations/search',
    permission: 'people.read',
    summary: 'The same list, filtered, searched and sorted. A POST, so that no name is in a URL.',
    body: z.strictObject({
      organizationId: input.id.optional(),
      status: z.enum(openStatuses).optional(),
      role: input.role.optional(),
      text: input.searchText.optional(),
      sort: z.enum(['name', 'invitedAt', 'expiresAt']).default('invitedAt'),
      descending: z.boolean().default(true),
      limit: input.pageRows,
      skip: input.skippedRows,
      cursor: input.cursor.optional(),
    }),
    output: page(listedInvitation).extend(counted),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  readInvitation: {
    method: 'GET',
    path: 'api/invitations/{userId}',
    permission: 'people.read',
    summary: 'Read one invitation.',
    output: invitation,
    status: 200,
    errors: ['not_invited'],
    target: 'user',
  },
  resendInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/resend',
    permission: 'people.invite',
    summary: 'Send a new link with a new expiry; the old link stops working.',
    body: nothing,
    output: invitation,
    status: 200,
    errors: ['not_invited', 'approval_needed', ...ruleErrors, 'daily_limit_reached'],
    target: 'user',
  },
  revokeInvitation: {
    method: 'DELETE',
    path: 'api/invitations/{userId}',
    permission: 'people.invite',
    summary: 'Revoke an unused invitation and erase its data.',
    status: 204,
    errors: ['not_invited', 'role_above_own'],
    target: 'user',
  },
} as const satisfies Record<string, Endpoint>;
