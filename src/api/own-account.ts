/** What people do with their own account, and with the links that are sent to them: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { linkPurposes } from '../policy/link-purposes.ts';
import type { Endpoint } from './endpoint.ts';
import { delivery, ownPassword, pendingChange, tokens, user } from './shapes.ts';

export const ownAccountEndpoints = {
  checkLink: {
    method: 'POST',
    path: 'api/links/check',
    permission: 'public',
    summary: 'Check what a link from an e-mail is for and whether it still works; changes nothing.',
    body: z.strictObject({ token: input.token }),
    output: z.strictObject({
      purpose: z.enum(linkPurposes),
      expiresAt: input.instant,
      firstName: z.string(),
      lastName: z.string().optional(),
      email: z.string().optional(),
      language: input.language,
      role: input.role,
      organizationName: z.string(),
      invitedBy: z.string().optional(),
    }),
    status: 200,
    errors: ['link_invalid'],
  },
  activate: {
    method: 'POST',
    path: 'api/activate',
    permission: 'public',
    summary: 'Activate an account with the link from the invitation, set the password, sign in.',
    body: z.strictObject({
      token: input.token,
      password: input.password,
      language: input.language,
      privacyNoticeRead: z.literal(true),
      ...delivery,
    }),
    output: tokens,
    status: 200,
    errors: ['link_invalid', 'weak_password', 'organization_closed'],
  },
  keepAlive: {
    method: 'POST',
    path: 'api/keep-alive',
    permission: 'public',
    summary: 'Keep my account with the link from a notice; works once and opens no session.',
    body: z.strictObject({ token: input.token }),
    output: z.strictObject({ deactivateAt: input.instant }),
    status: 200,
    errors: ['link_invalid'],
  },
  me: {
    method: 'GET',
    path: 'api/me',
    permission: 'account.use',
    summary:
      'Read my account, what is pending in it, and after how many days a deactivated one is erased.',
    output: user.extend({ eraseAfterDays: z.number(), pendingChanges: z.array(pendingChange) }),
    status: 200,
    errors: [],
    beforeNotice: true,
    beforeFactor: true,
  },
  changeMe: {
    method: 'PATCH',
    path: 'api/me',
    permission: 'account.use',
    summary: 'Change my names or language.',
    body: z.strictObject({
      firstName: input.name.optional(),
      lastName: input.name.optional(),
      language: input.language.optional(),
    }),
    output: user,
    status: 200,
    errors: [],
    ifMatch: true,
  },
  requestAddressChange: {
    method: 'POST',
    path: 'api/me/address',
    permission: 'account.use',
    summary: 'Ask to change my address; a link goes to the new one, a message to the old one.',
    body: z.strictObject({ email: input.email, currentPassword: input.password }),
    status: 202,
    errors: ['wrong_password', 'too_many_attempts', 'domain_not_allowed', 'daily_limit_reached'],
  },
  cancelPendingChange: {
    method: 'POST',
    path: 'api/me/pending-changes/cancel',
    permission: 'account.use',
    summary:
      'Cancel a change of address or a reset link that was asked for; its link stops working.',
    body: z.strictObject({ changeId: input.linkId }),
    status: 204,
    errors: ['not_found'],
  },
  confirmAddressChange: {
    method: 'POST',
    path: 'api/address/confirm',
    permission: 'public',
    summary: 'Confirm the new address with the link sent to it.',
    body: z.strictObject({ token: input.token }),
    status: 204,
    errors: ['link_invalid', 'domain_not_allowed', 'address_taken'],
  },
  closeMe: {
    method: 'POST',
    path: 'api/me/close',
    permission: 'account.use',
    summary: 'Close my account: deactivated now, erased `eraseAfterDays` (GET /api/me) days later.',
    body: ownPassword,
    status: 204,
    errors: ['wrong_password', 'too_many_attempts', 'last_administrator'],
  },
} as const satisfies Record<string, Endpoint>;
