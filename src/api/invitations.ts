/** Inviting and proposing people, and deciding on proposals: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { statuses } from '../policy/statuses.ts';
import type { Endpoint } from './endpoint.ts';
import { identity, nothing, page, ruleErrors } from './shapes.ts';

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
export const invitationsEndpoints = {
  createInvitation: {
    method: 'POST',
    path: 'api/invitations',
    permission: 'people.invite',
    summary: 'Invite a person by e-mail, with home organization and role.',
    body: invitee,
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
    output: page(
      invitation.extend({
        mayApprove: z.boolean().optional().describe('Of a proposal: the caller may approve it.'),
        mayDecline: z.boolean().optional().describe('Of a proposal: the caller may decline it.'),
      }),
    ),
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
