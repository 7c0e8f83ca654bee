/** THE endpoint table, pure data: every route with who may call it, what goes in and what comes out. */
import { z } from 'zod';
import { dataRequestKinds } from './policy/data-request-kinds.ts';
import { factorKinds } from './policy/factor-kinds.ts';
import { checkOutcomes, shownOutcomes } from './policy/import-outcomes.ts';
import * as input from './policy/input.ts';
import { limit } from './policy/limits.ts';
import { linkPurposes } from './policy/link-purposes.ts';
import { noticeLevels } from './policy/notice-levels.ts';
import { newPasskey, passkeyAnswer } from './policy/passkey-input.ts';
import type { ProblemCode } from './policy/problems.ts';
import { admissionRules, processChanges } from './policy/process.ts';
import type { Permission } from './policy/roles.ts';
import { statuses, statusReasons, steps } from './policy/statuses.ts';

export type Endpoint = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without a leading slash; `{name}` is a parameter, a UUID unless `params` says otherwise. */
  path: string;
  /** `public`: nobody needs to sign in. */
  permission: Permission | 'public';
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Where it may be larger than usual. */
  bodyBytesMax?: number;
  /** What a success answers; absent: nothing (204). */
  output?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  /** The codes that this route can fail with, besides those that every route can. */
  errors: readonly ProblemCode[];
  /** The person or organization in the path, checked before the handler runs. */
  target?: 'user' | 'organization';
  /** Changes take `If-Match`; creating takes `Idempotency-Key`. */
  ifMatch?: true;
  idempotent?: true;
  /** Works while a new privacy notice waits to be acknowledged. */
  beforeNotice?: true;
  /** Works for somebody who still has to set up a second factor. */
  beforeFactor?: true;
  /** The answer's media type where it is not JSON. */
  contentType?: string;
  /** What the answer is called where it is kept as a file. */
  fileName?: string;
};

const nothing = z.strictObject({});
const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: input.cursor.optional() });

const dates = {
  invitedAt: input.instant,
  invitationExpiresAt: input.instant.optional(),
  activatedAt: input.instant.optional(),
  lastActivityAt: input.instant.optional(),
  employmentEndsOn: input.day.optional(),
  deactivatedAt: input.instant.optional(),
  /** When a mail to the person last failed for good. */
  mailFailedAt: input.instant.optional(),
  restoreAskedAt: input.instant.optional(),
  /** The organization to which the person is offered now. */
  offeredTo: input.id.optional(),
};

/** Computed from the dates at the moment of asking. */
const life = {
  status: z.enum(statuses),
  why: z.enum(statusReasons),
  deactivateAt: input.instant.optional(),
  eraseAt: input.instant.optional(),
};

export const user = z.strictObject({
  userId: input.id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  language: input.language,
  organizationId: input.id,
  role: input.role,
  ...dates,
  ...life,
  /** Whether two-step verification is set up; in lists it is left out. */
  secondFactor: z.boolean().optional(),
  etag: z.string(),
});

export const organization = z.strictObject({
  organizationId: input.id,
  name: z.string(),
  language: input.language,
  createdAt: input.instant,
  closedAt: input.instant.optional(),
  etag: z.string(),
});

const importFile = z.strictObject({
  organizationId: input.id,
  csv: z.string().min(1).max(limit.importBytesMax),
});

const importProgress = z.strictObject({
  importId: input.id,
  organizationId: input.id,
  state: z.enum(['running', 'done']),
  startedAt: input.instant,
  finishedAt: input.instant.optional(),
  total: z.number(),
  waiting: z.number(),
  invited: z.number(),
  alreadyHere: z.number(),
  refused: z.number(),
  lines: z.array(
    z.strictObject({
      line: z.number(),
      outcome: z.enum(shownOutcomes),
      why: z.string().optional(),
    }),
  ),
});

/** What the receiving organization sees of a person who is offered to it. */
const offer = z.strictObject({
  userId: input.id,
  firstName: z.string(),
  lastName: z.string(),
  role: input.role,
  fromOrganizationName: z.string(),
  toOrganizationId: input.id,
  offeredAt: input.instant,
  expiresAt: input.instant,
  etag: z.string(),
});

/** The organization's rules, and the language of people for whom none is named. */
const process = z.strictObject({
  ...admissionRules.shape,
  language: input.language,
  etag: z.string(),
});

/** Without a language the organization's own. */
const invitee = z.strictObject({
  email: input.email,
  firstName: input.name,
  lastName: input.name,
  organizationId: input.id,
  role: input.role,
  language: input.language.optional(),
});

/** What an organization's rules can refuse. */
const ruleErrors = [
  'role_above_own',
  'role_not_given',
  'domain_not_allowed',
  'organization_full',
  'organization_closed',
] as const;

const invitation = z.strictObject({
  userId: input.id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  language: input.language,
  organizationId: input.id,
  role: input.role,
  status: z.enum(statuses),
  proposedBy: input.id.optional(),
  invitedAt: input.instant,
  expiresAt: input.instant.optional(),
  mailFailedAt: input.instant.optional(),
  etag: z.string(),
});

/** `refreshToken` is absent where it went into the cookie. */
const tokens = z.strictObject({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  refreshToken: z.string().optional(),
  sessionId: z.string(),
  /** A second factor has to be set up before anything else. */
  secondFactorNeeded: z.literal(true).optional(),
  /** The version to acknowledge before anything else. */
  privacyNoticeRequired: z.number().optional(),
});

/** Opaque; carries a sign-in or a set-up from one request to the next. */
const ticket = z.string().min(1).max(2_048);

/** As `PublicKeyCredential.parse…OptionsFromJSON` takes it (WebAuthn level 3). */
const passkeyOptions = z.record(z.string(), z.unknown());

const factor = z.strictObject({
  factorId: input.id,
  kind: z.enum(factorKinds),
  name: z.string(),
  createdAt: input.instant,
  usedAt: input.instant.optional(),
});
const factorName = input.name.max(limit.factorNameCharactersMax);
const recoveryCodes = z.array(z.string());

/** Recovery codes come along with the first one, and are shown this once. */
const addedFactor = z.strictObject({ factorId: input.id, recoveryCodes: recoveryCodes.optional() });
const ownPassword = z.strictObject({ currentPassword: input.password });

const session = z.strictObject({
  sessionId: z.string(),
  createdAt: input.instant,
  usedAt: input.instant,
  expiresAt: input.instant,
  current: z.boolean(),
});

const event = z.strictObject({
  eventId: z.string(),
  at: input.instant,
  kind: z.string(),
  actorId: z.string(),
  subjectId: z.string(),
  /** `user`, `organization` or `notice`; later releases may add to them. */
  subjectKind: z.string(),
  organizationId: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** False while the change is still being carried out; it may yet turn out not to have happened. */
  settled: z.boolean(),
});

const notice = z.strictObject({
  noticeId: input.id,
  level: z.enum(noticeLevels),
  title: input.translated(limit.noticeTitleCharactersMax),
  text: input.translated(limit.noticeTextCharactersMax),
  from: input.instant,
  until: input.instant,
});
const managedNotice = notice.extend({ withdrawnAt: input.instant.optional(), etag: z.string() });

const noticeContent = {
  level: z.enum(noticeLevels),
  title: input.translated(limit.noticeTitleCharactersMax),
  text: input.translated(limit.noticeTextCharactersMax),
  from: input.instantAsked,
  until: input.instantAsked,
};

const section = z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) });

const dataRequest = z.strictObject({
  requestId: input.id,
  kind: z.enum(dataRequestKinds),
  note: z.string().optional(),
  filedAt: input.instant,
  dueOn: input.day,
  answeredAt: input.instant.optional(),
  outcome: z.enum(['done', 'declined']).optional(),
  answer: z.string().optional(),
});

/** Without naming another person. */
const doers = ['person', 'service', 'somebody_else'] as const;

const myData = z.strictObject({
  madeAt: input.instant,
  profile: user,
  organizationName: z.string(),
  sessions: z.array(session.omit({ current: true })),
  secondFactors: z.array(factor),
  acknowledgement: z.strictObject({
    version: z.number().optional(),
    language: input.language.optional(),
    at: input.instant.optional(),
  }),
  requests: z.array(dataRequest),
  events: z.array(
    z.strictObject({
      at: input.instant,
      kind: z.string(),
      by: z.enum(doers),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

const suspendedRun = z.strictObject({
  runId: input.id,
  at: input.instant,
  toDeactivate: z.number(),
  toErase: z.number(),
  activeAccounts: z.number(),
  confirmed: z.boolean(),
});

/** Event Grid's schema; what the service does not need is neither read nor kept. */
const deliveryReports = z
  .array(z.object({ eventType: z.string().max(200), data: z.record(z.string(), z.unknown()) }))
  .max(limit.deliveryReportsMax);

/** `cookie: true` puts the refresh token into the `__Host-refresh` cookie instead of the answer. */
const delivery = { cookie: z.boolean().optional() };

const auditFilter = {
  from: input.instantAsked.optional(),
  until: input.instantAsked.optional(),
  organizationId: input.id.optional(),
  subjectId: input.id.optional(),
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
};

export const api = {
  // Invitations
  createInvitation: {
    method: 'POST',
    path: 'api/invitations',
    permission: 'people.invite',
    summary: 'Invite a person by e-mail, with home organization and role.',
    body: invitee,
    output: invitation,
    status: 201,
    errors: ['address_taken', ...ruleErrors, 'idempotency_key_reused'],
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
    errors: ['address_taken', 'proposals_off', ...ruleErrors, 'idempotency_key_reused'],
    idempotent: true,
  },
  approveInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/approve',
    permission: 'people.invite',
    summary: 'Approve an invitation that another person has proposed; the mail goes out.',
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
    summary: 'List invitations that wait for approval, wait to be used or have expired.',
    query: z.strictObject({
      organizationId: input.id.optional(),
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(invitation),
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
    errors: ['not_invited', 'approval_needed', ...ruleErrors],
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
  checkImport: {
    method: 'POST',
    path: 'api/imports/check',
    permission: 'people.invite',
    summary: 'Say of each line of a CSV file what would become of it; changes nothing.',
    body: importFile,
    bodyBytesMax: limit.importBytesMax,
    output: z.strictObject({
      good: z.number(),
      lines: z.array(
        z.strictObject({
          line: z.number(),
          outcome: z.enum(checkOutcomes),
          why: z.string().optional(),
        }),
      ),
    }),
    status: 200,
    errors: ['organization_closed'],
  },
  startImport: {
    method: 'POST',
    path: 'api/imports',
    permission: 'people.invite',
    summary: 'Invite the good lines of a CSV file, one after the other; a mail tells the end.',
    body: importFile,
    bodyBytesMax: limit.importBytesMax,
    output: importProgress,
    status: 201,
    errors: ['organization_closed', 'idempotency_key_reused'],
    idempotent: true,
  },
  readImport: {
    method: 'GET',
    path: 'api/imports/{importId}',
    permission: 'people.invite',
    summary: 'Read how far an import has come and what became of each line.',
    output: importProgress,
    status: 200,
    errors: [],
  },
  checkLink: {
    method: 'POST',
    path: 'api/links/check',
    permission: 'public',
    summary: 'Tell what a link from a mail is for and whether it still works; changes nothing.',
    body: z.strictObject({ token: input.token }),
    output: z.strictObject({
      purpose: z.enum(linkPurposes),
      expiresAt: input.instant,
      firstName: z.string(),
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

  askRestore: {
    method: 'POST',
    path: 'api/restore-requests',
    permission: 'public',
    summary: 'Ask to be restored, with the link from the deactivation mail; works once.',
    body: z.strictObject({ token: input.token }),
    output: z.strictObject({ eraseAt: input.instant }),
    status: 200,
    errors: ['link_invalid'],
  },

  // Sessions
  signIn: {
    method: 'POST',
    path: 'api/sessions',
    permission: 'public',
    summary: 'Sign in with address and password.',
    body: z.strictObject({ email: input.email, password: input.password, ...delivery }),
    output: tokens,
    status: 200,
    errors: ['sign_in_failed', 'second_factor_required', 'too_many_attempts'],
  },
  completeSignIn: {
    method: 'POST',
    path: 'api/sessions/second-step',
    permission: 'public',
    summary: 'Complete a sign-in with the code of an app, a recovery code or a passkey.',
    body: z
      .strictObject({
        ticket,
        code: z.string().min(6).max(12).optional(),
        recoveryCode: z.string().min(16).max(40).optional(),
        passkey: passkeyAnswer.optional(),
        ...delivery,
      })
      .refine(
        ({ code, recoveryCode, passkey }) =>
          [code, recoveryCode, passkey].filter((given) => given !== undefined).length === 1,
        'must have one of code, recoveryCode and passkey',
      ),
    output: tokens,
    status: 200,
    errors: ['ticket_invalid', 'wrong_code', 'wrong_passkey', 'too_many_attempts'],
  },
  beginPasskeySignIn: {
    method: 'POST',
    path: 'api/sessions/passkey/begin',
    permission: 'public',
    summary: 'Get what the browser asks a passkey for, to sign in without a password.',
    body: nothing,
    output: z.strictObject({ ticket: z.string(), passkey: passkeyOptions }),
    status: 200,
    errors: [],
  },
  signInWithPasskey: {
    method: 'POST',
    path: 'api/sessions/passkey',
    permission: 'public',
    summary: 'Sign in with a passkey instead of address and password.',
    body: z.strictObject({ ticket, passkey: passkeyAnswer, ...delivery }),
    output: tokens,
    status: 200,
    errors: ['ticket_invalid', 'sign_in_failed'],
  },
  refresh: {
    method: 'POST',
    path: 'api/sessions/refresh',
    permission: 'public',
    summary: 'Exchange a refresh token for new tokens; using an old one again ends the session.',
    body: z.strictObject({ refreshToken: input.token.optional() }),
    output: tokens,
    status: 200,
    errors: ['not_signed_in'],
  },
  signOut: {
    method: 'POST',
    path: 'api/sessions/sign-out',
    permission: 'account.use',
    summary: 'End the session of this access token.',
    body: nothing,
    status: 204,
    errors: [],
    beforeNotice: true,
    beforeFactor: true,
  },
  listSessions: {
    method: 'GET',
    path: 'api/me/sessions',
    permission: 'account.use',
    summary: 'List my sessions.',
    output: z.strictObject({ items: z.array(session) }),
    status: 200,
    errors: [],
  },
  endSession: {
    method: 'DELETE',
    path: 'api/me/sessions/{sessionId}',
    permission: 'account.use',
    summary: 'End one of my sessions.',
    status: 204,
    errors: ['not_found'],
  },
  endSessions: {
    method: 'DELETE',
    path: 'api/me/sessions',
    permission: 'account.use',
    summary: 'End all my sessions, this one too.',
    status: 204,
    errors: [],
  },
  forgotPassword: {
    method: 'POST',
    path: 'api/password/forgot',
    permission: 'public',
    summary: 'Ask for a reset link by mail; answers alike for every address.',
    body: z.strictObject({ email: input.email }),
    status: 202,
    errors: [],
  },
  resetPassword: {
    method: 'POST',
    path: 'api/password/reset',
    permission: 'public',
    summary: 'Set a new password with the link from the mail; ends all sessions.',
    body: z.strictObject({ token: input.token, password: input.password }),
    status: 204,
    errors: ['link_invalid', 'weak_password'],
  },

  // Me
  me: {
    method: 'GET',
    path: 'api/me',
    permission: 'account.use',
    summary: 'Read my account.',
    output: user,
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
  changePassword: {
    method: 'POST',
    path: 'api/me/password',
    permission: 'account.use',
    summary: 'Change my password; ends my other sessions.',
    body: z.strictObject({ currentPassword: input.password, newPassword: input.password }),
    status: 204,
    errors: ['wrong_password', 'weak_password', 'too_many_attempts'],
  },
  requestAddressChange: {
    method: 'POST',
    path: 'api/me/address',
    permission: 'account.use',
    summary: 'Ask to change my address; a link goes to the new one, a message to the old one.',
    body: z.strictObject({ email: input.email, currentPassword: input.password }),
    status: 202,
    errors: ['wrong_password', 'too_many_attempts', 'domain_not_allowed'],
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
    summary: 'Close my account: deactivated now, erased 30 days later.',
    body: z.strictObject({ currentPassword: input.password }),
    status: 204,
    errors: ['wrong_password', 'too_many_attempts', 'last_administrator'],
  },

  listFactors: {
    method: 'GET',
    path: 'api/me/factors',
    permission: 'account.use',
    summary: 'List my second factors and how many recovery codes are left.',
    output: z.strictObject({ items: z.array(factor), recoveryCodesLeft: z.number() }),
    status: 200,
    errors: [],
    beforeNotice: true,
    beforeFactor: true,
  },
  beginTotp: {
    method: 'POST',
    path: 'api/me/factors/totp/begin',
    permission: 'account.use',
    summary: 'Get a secret for an authenticator app; nothing is changed yet.',
    body: ownPassword,
    output: z.strictObject({ ticket: z.string(), secret: z.string(), uri: z.string() }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts'],
    beforeNotice: true,
    beforeFactor: true,
  },
  addTotp: {
    method: 'POST',
    path: 'api/me/factors/totp',
    permission: 'account.use',
    summary: 'Add the authenticator app by its present code; ends my other sessions.',
    body: z.strictObject({ ticket, code: z.string().min(6).max(12), name: factorName }),
    output: addedFactor,
    status: 201,
    errors: ['ticket_invalid', 'wrong_code', 'too_many_factors'],
    beforeNotice: true,
    beforeFactor: true,
  },
  beginPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey/begin',
    permission: 'account.use',
    summary: 'Get what the browser makes a passkey from; nothing is changed yet.',
    body: ownPassword,
    output: z.strictObject({ ticket: z.string(), passkey: passkeyOptions }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts'],
    beforeNotice: true,
    beforeFactor: true,
  },
  addPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey',
    permission: 'account.use',
    summary: 'Add the passkey that the browser has made; ends my other sessions.',
    body: z.strictObject({ ticket, passkey: newPasskey, name: factorName }),
    output: addedFactor,
    status: 201,
    errors: ['ticket_invalid', 'wrong_passkey', 'too_many_factors'],
    beforeNotice: true,
    beforeFactor: true,
  },
  removeFactor: {
    method: 'POST',
    path: 'api/me/factors/{factorId}/remove',
    permission: 'account.use',
    summary: 'Remove one of my second factors; ends my other sessions.',
    body: ownPassword,
    status: 204,
    errors: ['wrong_password', 'too_many_attempts', 'not_found'],
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: 'api/me/recovery-codes',
    permission: 'account.use',
    summary: 'Get new recovery codes; the former ones stop working.',
    body: ownPassword,
    output: z.strictObject({ recoveryCodes }),
    status: 200,
    errors: ['wrong_password', 'too_many_attempts', 'no_second_factor'],
  },

  // People
  searchUsers: {
    method: 'POST',
    path: 'api/users/search',
    permission: 'people.read',
    summary:
      'List people: filter, search, sort, page. A POST, so that no name stands in an address.',
    body: z.strictObject({
      organizationId: input.id.optional(),
      role: input.role.optional(),
      status: z.enum(statuses).optional(),
      text: z.string().trim().min(1).max(100).optional(),
      sort: z.enum(['name', 'email', 'role', 'lastActivityAt', 'invitedAt']).default('name'),
      descending: z.boolean().default(false),
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(user).extend({ total: z.number() }),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  readUser: {
    method: 'GET',
    path: 'api/users/{userId}',
    permission: 'people.read',
    summary: 'Read a person with life-cycle dates and the reason for the status.',
    output: user,
    status: 200,
    errors: [],
    target: 'user',
  },
  changeUser: {
    method: 'PATCH',
    path: 'api/users/{userId}',
    permission: 'people.edit',
    summary: "Change a person's names, language or end of employment.",
    body: z.strictObject({
      firstName: input.name.optional(),
      lastName: input.name.optional(),
      language: input.language.optional(),
      employmentEndsOn: input.day.nullable().optional(),
    }),
    output: user,
    status: 200,
    errors: ['role_above_own'],
    target: 'user',
    ifMatch: true,
  },
  changeRole: {
    method: 'POST',
    path: 'api/users/{userId}/role',
    permission: 'people.set_role',
    summary: 'Give another role, never above the own; counts from the next request on.',
    body: z.strictObject({ role: input.role }),
    output: user,
    status: 200,
    errors: [
      'role_above_own',
      'role_not_given',
      'approval_needed',
      'last_administrator',
      'own_account',
    ],
    target: 'user',
    ifMatch: true,
  },
  changeOrganization: {
    method: 'POST',
    path: 'api/users/{userId}/organization',
    permission: 'people.move',
    summary: 'Move a person to another organization.',
    body: z.strictObject({ organizationId: input.id }),
    output: user,
    status: 200,
    errors: [...ruleErrors],
    target: 'user',
    ifMatch: true,
  },
  deactivateUser: {
    method: 'POST',
    path: 'api/users/{userId}/deactivate',
    permission: 'people.deactivate',
    summary: 'Deactivate at once; erased 30 days later unless restored.',
    body: nothing,
    output: user,
    status: 200,
    errors: ['not_active', 'role_above_own', 'last_administrator', 'own_account'],
    target: 'user',
    ifMatch: true,
  },
  resetFactors: {
    method: 'POST',
    path: 'api/users/{userId}/second-factor/reset',
    permission: 'people.reset_factor',
    summary: "Take a person's second factors away when all are lost; a mail tells the person.",
    body: nothing,
    output: user,
    status: 200,
    errors: ['own_account', 'role_above_own', 'no_second_factor'],
    target: 'user',
    ifMatch: true,
  },
  offerUser: {
    method: 'POST',
    path: 'api/users/{userId}/offer',
    permission: 'people.offer',
    summary: 'Offer a person to another organization; its primary user answers within 14 days.',
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
    ],
    target: 'user',
    ifMatch: true,
  },
  withdrawOffer: {
    method: 'DELETE',
    path: 'api/users/{userId}/offer',
    permission: 'people.offer',
    summary: 'Take the offer of a person back.',
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
    summary: 'List the names of the organizations to which a person can be offered.',
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
    summary: 'List the people who are offered to my organization.',
    query: z.strictObject({ organizationId: input.id.optional() }),
    output: z.strictObject({ items: z.array(offer) }),
    status: 200,
    errors: [],
  },
  acceptOffer: {
    method: 'POST',
    path: 'api/offers/{userId}/accept',
    permission: 'people.receive',
    summary: 'Accept a person; their access to the former organization ends at once.',
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
    summary: 'Decline a person; they stay where they are.',
    body: nothing,
    status: 204,
    errors: ['no_offer'],
    ifMatch: true,
  },
  restoreUser: {
    method: 'POST',
    path: 'api/users/{userId}/restore',
    permission: 'people.restore',
    summary: 'Restore a deactivated account until its date of erasure.',
    body: nothing,
    output: user,
    status: 200,
    errors: ['not_deactivated', 'too_late_to_restore', 'organization_closed', 'organization_full'],
    target: 'user',
    ifMatch: true,
  },
  eraseUser: {
    method: 'POST',
    path: 'api/users/{userId}/erase',
    permission: 'people.erase',
    summary: 'Erase a person for good, now.',
    body: z.strictObject({ confirm: z.literal('erase') }),
    status: 204,
    errors: ['last_administrator', 'own_account'],
    target: 'user',
    ifMatch: true,
  },

  listRestoreRequests: {
    method: 'GET',
    path: 'api/restore-requests',
    permission: 'people.restore',
    summary: 'List the people who ask to be restored; accept with restore.',
    query: z.strictObject({ limit: input.pageRows, cursor: input.cursor.optional() }),
    output: page(user),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  declineRestore: {
    method: 'POST',
    path: 'api/users/{userId}/decline-restore',
    permission: 'people.restore',
    summary: 'Decline a request to be restored; the person is told.',
    body: nothing,
    output: user,
    status: 200,
    errors: ['no_request'],
    target: 'user',
    ifMatch: true,
  },

  // The person's own data
  fileDataRequest: {
    method: 'POST',
    path: 'api/me/data-requests',
    permission: 'account.use',
    summary: 'Ask the administration about my data: access, correct, erase, restrict, object.',
    body: z.strictObject({ kind: z.enum(dataRequestKinds), note: input.note.optional() }),
    output: dataRequest,
    status: 201,
    errors: ['too_many_data_requests'],
  },
  listMyDataRequests: {
    method: 'GET',
    path: 'api/me/data-requests',
    permission: 'account.use',
    summary: 'List my requests and their answers.',
    output: z.strictObject({ items: z.array(dataRequest) }),
    status: 200,
    errors: [],
  },
  listDataRequests: {
    method: 'GET',
    path: 'api/data-requests',
    permission: 'requests.answer',
    summary: 'List the requests that wait for an answer, the most urgent first.',
    output: z.strictObject({
      items: z.array(
        dataRequest.extend({
          userId: input.id,
          firstName: z.string(),
          lastName: z.string(),
          email: z.string(),
          late: z.boolean(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  answerDataRequest: {
    method: 'POST',
    path: 'api/users/{userId}/data-requests/{requestId}/answer',
    permission: 'requests.answer',
    summary: "Answer a person's request; the person is told.",
    body: z.strictObject({ outcome: z.enum(['done', 'declined']), answer: input.note }),
    status: 204,
    errors: ['no_request'],
    target: 'user',
  },

  // The life of accounts
  listUpcoming: {
    method: 'GET',
    path: 'api/lifecycle/upcoming',
    permission: 'lifecycle.read',
    summary:
      'List who will be reminded, noticed, deactivated or erased, when and why; does nothing.',
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(limit.upcomingDaysMax).default(30),
      organizationId: input.id.optional(),
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(z.strictObject({ user, step: z.enum(steps), at: input.instant })).extend({
      total: z.number(),
    }),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  runLifecycle: {
    method: 'POST',
    path: 'api/lifecycle/run',
    permission: 'lifecycle.run',
    summary: 'Do now what the life-cycle timer does every hour.',
    body: nothing,
    output: z.record(z.string(), z.number()),
    status: 200,
    errors: [],
  },
  readHeldRun: {
    method: 'GET',
    path: 'api/lifecycle/held',
    permission: 'lifecycle.run',
    summary: 'Read the run that waits for confirmation, if there is one.',
    output: z.strictObject({ run: suspendedRun.optional() }),
    status: 200,
    errors: [],
  },
  listSuspendedPeople: {
    method: 'GET',
    path: 'api/lifecycle/held/{runId}/people',
    permission: 'lifecycle.run',
    summary: 'List the people whom the waiting run would deactivate or erase.',
    query: z.strictObject({ limit: input.pageRows, cursor: input.cursor.optional() }),
    output: page(z.strictObject({ user, step: z.enum(steps) })),
    status: 200,
    errors: ['run_decided'],
  },
  confirmHeldRun: {
    method: 'POST',
    path: 'api/lifecycle/held/{runId}/confirm',
    permission: 'lifecycle.run',
    summary: 'Confirm the waiting run: exactly the people that it shows, if still due.',
    body: nothing,
    output: z.record(z.string(), z.number()),
    status: 200,
    errors: ['run_decided'],
  },
  dropHeldRun: {
    method: 'DELETE',
    path: 'api/lifecycle/held/{runId}',
    permission: 'lifecycle.run',
    summary: 'Drop the waiting run; who is still due waits in a new one from the next hour on.',
    status: 204,
    errors: ['run_decided'],
  },
  reportDelivery: {
    method: 'POST',
    path: 'api/mail/delivery-reports',
    permission: 'public',
    summary: 'Takes delivery reports from Event Grid, where an operator has switched them on.',
    body: deliveryReports,
    output: z.strictObject({ validationResponse: z.string().optional() }),
    status: 200,
    errors: ['no_such_route'],
  },

  // Organizations
  createOrganization: {
    method: 'POST',
    path: 'api/organizations',
    permission: 'organizations.create',
    summary: 'Add an organization.',
    body: z.strictObject({ name: input.name, language: input.language }),
    output: organization,
    status: 201,
    errors: ['idempotency_key_reused'],
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
    errors: ['organization_closed'],
    target: 'organization',
    ifMatch: true,
  },
  readProcess: {
    method: 'GET',
    path: 'api/organizations/{organizationId}/process',
    permission: 'organizations.read',
    summary: "Read the organization's own rules for adding people.",
    output: process,
    status: 200,
    errors: [],
    target: 'organization',
  },
  changeProcess: {
    method: 'PATCH',
    path: 'api/organizations/{organizationId}/process',
    permission: 'organizations.edit',
    summary: "Change the organization's rules; the approval is made weaker by administrators only.",
    body: processChanges,
    output: process,
    status: 200,
    errors: ['organization_closed', 'only_administration'],
    target: 'organization',
    ifMatch: true,
  },
  closeOrganization: {
    method: 'POST',
    path: 'api/organizations/{organizationId}/close',
    permission: 'organizations.close',
    summary: 'Close an organization in which nobody is any more.',
    body: nothing,
    output: organization,
    status: 200,
    errors: ['organization_not_empty', 'organization_closed'],
    target: 'organization',
    ifMatch: true,
  },

  // Notices
  currentNotices: {
    method: 'GET',
    path: 'api/notices',
    permission: 'public',
    summary: 'What the administration has to say to everyone now, in three languages.',
    output: z.strictObject({ items: z.array(notice) }),
    status: 200,
    errors: [],
  },
  listNotices: {
    method: 'GET',
    path: 'api/notices/all',
    permission: 'notices.publish',
    summary: 'List all service notices: past, present, to come and withdrawn.',
    output: z.strictObject({ items: z.array(managedNotice) }),
    status: 200,
    errors: [],
  },
  createNotice: {
    method: 'POST',
    path: 'api/notices',
    permission: 'notices.publish',
    summary: 'Publish a service notice in three languages, from one instant until another.',
    body: z.strictObject(noticeContent),
    output: managedNotice,
    status: 201,
    errors: ['idempotency_key_reused'],
    idempotent: true,
  },
  changeNotice: {
    method: 'PATCH',
    path: 'api/notices/{noticeId}',
    permission: 'notices.publish',
    summary: 'Change a service notice.',
    body: z.strictObject(noticeContent).partial(),
    output: managedNotice,
    status: 200,
    errors: ['notice_withdrawn'],
    ifMatch: true,
  },
  withdrawNotice: {
    method: 'POST',
    path: 'api/notices/{noticeId}/withdraw',
    permission: 'notices.publish',
    summary: 'Withdraw a service notice at once; it stays in the list.',
    body: nothing,
    output: managedNotice,
    status: 200,
    errors: ['notice_withdrawn'],
    ifMatch: true,
  },

  // Personal data
  myData: {
    method: 'GET',
    path: 'api/me/data',
    permission: 'account.use',
    summary: 'Everything about me: profile, organization, sessions, acknowledgement, events.',
    output: myData,
    status: 200,
    errors: [],
  },
  myDataPage: {
    method: 'GET',
    path: 'api/me/data/page',
    permission: 'account.use',
    summary: 'The same as a page to read and print.',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/html; charset=utf-8',
    fileName: 'my-data.html',
  },
  readErasure: {
    method: 'GET',
    path: 'api/erasures/{userId}',
    permission: 'requests.answer',
    summary: 'A certificate without personal data: when and by which rule somebody was erased.',
    output: z.strictObject({
      userId: input.id,
      erasedAt: input.instant,
      rule: z.string(),
      by: z.enum(doers),
    }),
    status: 200,
    errors: [],
  },
  privacyNotice: {
    method: 'GET',
    path: 'api/privacy-notice',
    permission: 'public',
    summary: 'The privacy notice in force, in one language, with what changed.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({
      version: z.number(),
      language: input.language,
      publishedAt: input.instant.optional(),
      changeNote: z.string().optional(),
      sections: z.array(section),
    }),
    status: 200,
    errors: [],
  },
  publishPrivacyNotice: {
    method: 'POST',
    path: 'api/privacy-notice',
    permission: 'notices.publish',
    summary: 'Publish what the system does now as the next version of the privacy notice.',
    body: z.strictObject({
      changeNote: input.translated(limit.changeNoteCharactersMax),
      acknowledge: z.boolean(),
    }),
    output: z.strictObject({ version: z.number() }),
    status: 201,
    errors: ['idempotency_key_reused'],
    idempotent: true,
  },
  acknowledgePrivacyNotice: {
    method: 'POST',
    path: 'api/me/privacy-notice',
    permission: 'account.use',
    summary: 'Acknowledge the privacy notice that I have read.',
    body: z.strictObject({ version: z.number().int().min(1), language: input.language }),
    status: 204,
    errors: [],
    beforeNotice: true,
  },
  registryDescription: {
    method: 'GET',
    path: 'api/registry-description',
    permission: 'public',
    summary: 'The registry description: whose register, what for, which data, how long, where.',
    query: z.strictObject({ language: input.language.default('fi') }),
    output: z.strictObject({ language: input.language, sections: z.array(section) }),
    status: 200,
    errors: [],
  },

  // Audit
  listEvents: {
    method: 'GET',
    path: 'api/audit',
    permission: 'audit.read',
    summary: 'Events, newest first, by time, person, organization or kind; asking is an event too.',
    query: z.strictObject({
      ...auditFilter,
      limit: input.pageRows,
      cursor: input.cursor.optional(),
    }),
    output: page(event),
    status: 200,
    errors: [],
  },
  exportEvents: {
    method: 'GET',
    path: 'api/audit/export',
    permission: 'audit.read',
    summary: 'The same events as CSV or JSON lines; the export itself is an event.',
    query: z.strictObject({ ...auditFilter, format: z.enum(['csv', 'jsonl']).default('csv') }),
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/plain; charset=utf-8',
    fileName: 'events.txt',
  },

  // The service itself
  readServiceState: {
    method: 'GET',
    path: 'api/service/state',
    permission: 'service.operate',
    summary:
      'Read when each timer last ran, how many changes are unfinished, and how much waits in each queue.',
    output: z.strictObject({
      unfinishedChanges: z
        .number()
        .describe(
          `Changes that repair has not finished within ${limit.unfinishedMinutesMax} minutes.`,
        ),
      timers: z.array(
        z.strictObject({ timer: z.string(), ranAt: input.instant.optional(), late: z.boolean() }),
      ),
      queues: z.array(
        z.strictObject({ queue: z.string(), waiting: z.number(), poisoned: z.number() }),
      ),
    }),
    status: 200,
    errors: [],
  },
  listPoison: {
    method: 'GET',
    path: 'api/service/poison',
    permission: 'service.operate',
    summary: 'List the mails that failed for good and were set aside.',
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          messageId: z.string(),
          queue: z.enum(['now', 'later']),
          setAsideAt: input.instant,
          template: z.string().optional(),
          userId: z.string().optional(),
          eventId: z.string().optional(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  retryPoison: {
    method: 'POST',
    path: 'api/service/poison/{messageId}/retry',
    permission: 'service.operate',
    summary: 'Put a mail that was set aside back into its queue.',
    body: nothing,
    status: 204,
    errors: [],
  },
  dropPoison: {
    method: 'DELETE',
    path: 'api/service/poison/{messageId}',
    permission: 'service.operate',
    summary: 'Drop a mail that was set aside, for good.',
    status: 204,
    errors: [],
  },
  contact: {
    method: 'GET',
    path: 'api/contact',
    permission: 'public',
    summary: 'Who runs the service, and where people can ask.',
    output: z.strictObject({ organization: z.string(), email: z.string() }),
    status: 200,
    errors: [],
  },
  live: {
    method: 'GET',
    path: 'api/health/live',
    permission: 'public',
    summary: 'Whether the process answers.',
    output: z.strictObject({ status: z.literal('ok') }),
    status: 200,
    errors: [],
  },
  ready: {
    method: 'GET',
    path: 'api/health/ready',
    permission: 'public',
    summary: 'Whether storage and keys work, and what is wrong (503).',
    output: z.strictObject({ status: z.literal('ok') }),
    status: 200,
    errors: ['busy'],
  },
  openapi: {
    method: 'GET',
    path: 'api/openapi.json',
    permission: 'public',
    summary: 'This API, described in OpenAPI 3.1.',
    output: z.record(z.string(), z.unknown()),
    status: 200,
    errors: [],
  },
  docs: {
    method: 'GET',
    path: 'api/docs',
    permission: 'public',
    summary: 'The same as a page.',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/html; charset=utf-8',
  },
  securityTxt: {
    method: 'GET',
    path: '.well-known/security.txt',
    permission: 'public',
    summary: 'Where to report a hole (RFC 9116).',
    output: z.string(),
    status: 200,
    errors: [],
    contentType: 'text/plain; charset=utf-8',
  },
  jwks: {
    method: 'GET',
    path: '.well-known/jwks.json',
    permission: 'public',
    summary: 'The public keys with which access tokens are verified (RFC 7517).',
    output: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }),
    status: 200,
    errors: [],
  },
} as const satisfies Record<string, Endpoint>;

export type Api = typeof api;
export type EndpointName = keyof Api;

/** What any route can fail with. */
export const commonErrors = [
  'invalid_input',
  'malformed_body',
  'length_required',
  'wrong_content_type',
  'body_too_large',
  'not_signed_in',
  'not_allowed',
  'second_factor_enrollment_required',
  'privacy_notice_required',
  'not_found',
  'changed_meanwhile',
  'precondition_required',
  'idempotency_key_required',
  'request_in_progress',
  'internal_error',
  'newer_release_needed',
  'busy',
] as const satisfies readonly ProblemCode[];

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<N extends EndpointName, K extends keyof Endpoint> =
  Api[N] extends Record<K, infer T> ? T : undefined;

/** What a handler gets and gives, and what a caller sends and receives. */
export type Body<N extends EndpointName> = Parsed<Part<N, 'body'>>;
export type Query<N extends EndpointName> = Parsed<Part<N, 'query'>>;
export type Output<N extends EndpointName> = Parsed<Part<N, 'output'>>;
export type SentBody<N extends EndpointName> = Sent<Part<N, 'body'>>;
export type SentQuery<N extends EndpointName> = Sent<Part<N, 'query'>>;
