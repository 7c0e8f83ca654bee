/** Every refusal: one code, one status, and a message that says what to do next. */
import { counted } from './counted.ts';
import type { SecondStep } from './factor-kinds.ts';
import { limit } from './limits.ts';
import type { ClosedLink } from './link-states.ts';

export const problems = {
  invalid_input: { status: 400, message: 'Correct the fields named in `faults` and send again.' },
  malformed_body: { status: 400, message: 'Send one JSON object in UTF-8.' },
  not_signed_in: { status: 401, message: 'Sign in, then repeat the request with the new token.' },
  sign_in_failed: {
    status: 401,
    message: 'Check the address and the password, or request a new password.',
  },
  wrong_password: { status: 403, message: 'The current password is not correct. Send it again.' },
  second_factor_required: {
    status: 403,
    message: 'Send `secondFactor.ticket` with a code or passkey: POST /api/sessions/second-step.',
  },
  new_password_required: {
    status: 403,
    message:
      'This password is too weak here. Set a new one: POST /api/password/reset, `resetToken`.',
  },
  second_factor_enrollment_required: {
    status: 403,
    message:
      'Your role needs two-step verification. Set it up first: POST /api/me/factors/totp/begin.',
  },
  wrong_code: {
    status: 403,
    message: "The code is not correct. Enter the app's new code or a recovery code.",
  },
  wrong_passkey: { status: 403, message: 'The passkey was not accepted. Start over.' },
  ticket_invalid: {
    status: 410,
    message: 'This took too long or has already been used. Start over.',
  },
  too_many_factors: {
    status: 409,
    message: `Remove a second factor first; you can have at most ${limit.factorsPerPersonMax}.`,
  },
  no_second_factor: { status: 409, message: 'Two-step verification is not set up.' },
  not_allowed: { status: 403, message: 'Your role does not allow this. Ask an administrator.' },
  privacy_notice_required: {
    status: 403,
    message: 'Read and acknowledge the new privacy notice first: POST /api/me/privacy-notice.',
  },
  role_above_own: {
    status: 403,
    message: 'You can manage and assign only roles up to your own. Ask an administrator.',
  },
  role_not_given: {
    status: 403,
    message: "The organization's primary users cannot assign this role. Ask an administrator.",
  },
  domain_not_allowed: {
    status: 403,
    message: 'The organization does not accept addresses in this domain. Use another address.',
  },
  proposals_off: {
    status: 409,
    message:
      'The organization does not accept proposals. Ask its primary user to invite the person.',
  },
  only_administration: {
    status: 403,
    message: 'Only the administration can do this. Ask an administrator.',
  },
  organization_full: {
    status: 409,
    message: 'The organization has reached its maximum number of people. Raise the limit first.',
  },
  own_proposal: {
    status: 409,
    message: 'Somebody other than the proposer must decide on this proposal.',
  },
  no_offer: { status: 409, message: 'The offer is no longer open.' },
  nobody_to_review: {
    status: 409,
    message: 'The organization has no active people. Invite somebody first.',
  },
  no_review: {
    status: 404,
    message: 'The organization has had no review yet.',
  },
  review_over: {
    status: 409,
    message: 'This review has ended or another one has begun. Read the current one.',
  },
  offer_open: {
    status: 409,
    message: 'The person has already been offered. Withdraw that offer first.',
  },
  already_there: { status: 409, message: 'The person is already in that organization.' },
  not_proposed: { status: 409, message: 'This invitation is not awaiting a decision.' },
  approval_needed: {
    status: 409,
    message: 'Revoke the invitation and invite again; a second person then approves it.',
  },
  unknown_system: {
    status: 400,
    message: 'No such system is connected. Go back to it, and tell its administrator.',
  },
  redirect_uri_unknown: {
    status: 400,
    message: 'The system sent an address that is not registered for it. Tell its administrator.',
  },
  too_many_systems: {
    status: 409,
    message: `At most ${limit.systemsMax} systems can be connected.`,
  },
  too_many_secrets: {
    status: 409,
    message: `Remove an old secret first; a system has at most ${limit.systemSecretsMax}.`,
  },
  no_secret_used: { status: 409, message: 'The system proves its identity without a secret.' },
  signals_off: {
    status: 409,
    message: 'The system receives no signals. Choose how it is told, or enable it, first.',
  },
  system_disabled: { status: 409, message: 'The system is already disabled.' },
  system_enabled: { status: 409, message: 'The system is not disabled.' },
  not_found: {
    status: 404,
    message: 'Check the id. The item may have been removed, or you may not have access to it.',
  },
  no_such_route: { status: 404, message: 'There is no such route. See /api/openapi.json.' },
  method_not_allowed: { status: 405, message: 'Use one of the methods named in `Allow`.' },
  address_taken: {
    status: 409,
    message: 'This address cannot be invited. Contact the administration.',
  },
  already_active: { status: 409, message: 'The account is already active; nothing was changed.' },
  not_active: { status: 409, message: 'The account is not active. Restore or invite it first.' },
  not_invited: { status: 409, message: 'The invitation has already been used.' },
  nothing_to_remind: {
    status: 409,
    message: 'The person has neither an open invitation nor an account that lapses soon.',
  },
  not_deactivated: { status: 409, message: 'Only a deactivated account can be restored.' },
  too_late_to_restore: {
    status: 409,
    message: 'It is too late to restore the account. Invite the person again.',
  },
  last_administrator: {
    status: 409,
    message:
      'The service needs an administrator whose account is active and not about to end. Make somebody else an administrator first.',
  },
  too_many_data_requests: {
    status: 409,
    message: `Wait until the administration has answered. You can have at most ${counted(limit.dataRequestsMax, 'request', 'requests')}.`,
  },
  no_request: { status: 409, message: 'This request is no longer open.' },
  run_decided: {
    status: 409,
    message: 'This run is no longer waiting. Read the current run, then decide.',
  },
  lifecycle_paused: {
    status: 409,
    message: 'The lifecycle is paused. Resume it first: POST /api/lifecycle/resume.',
  },
  lifecycle_not_paused: { status: 409, message: 'The lifecycle is not paused.' },
  notice_withdrawn: {
    status: 409,
    message: 'The notice has been withdrawn and cannot be changed. Publish a new one.',
  },
  organization_closed: { status: 409, message: 'The organization is closed. Choose another.' },
  organization_name_taken: {
    status: 409,
    message: 'Another organization has this name, or one that looks the same. Choose another.',
  },
  organization_not_empty: {
    status: 409,
    message: "Move or erase the organization's people first.",
  },
  own_account: { status: 409, message: 'This is your own account. Use the routes under /api/me.' },
  request_in_progress: {
    status: 409,
    message: 'Somebody else is changing this right now. Try again in a moment.',
  },
  link_invalid: {
    status: 410,
    message: 'The link has been used, has expired or was replaced. Request a new one.',
  },
  changed_meanwhile: {
    status: 412,
    message: 'Somebody changed this in the meantime. Read it again, then decide.',
  },
  length_required: {
    status: 411,
    message:
      'Send the body with a Content-Length, not in chunks. With .NET, call LoadIntoBufferAsync on JsonContent, or use StringContent.',
  },
  body_too_large: {
    status: 413,
    message: `Send at most ${limit.bodyBytesMax} bytes, or ${limit.importBytesMax} with a CSV file.`,
  },
  wrong_content_type: { status: 415, message: 'Send JSON with Content-Type: application/json.' },
  weak_password: { status: 422, message: 'Choose another password; `faults` says why.' },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key was already sent with other data. Use a new key.',
  },
  too_many_to_scan: {
    status: 422,
    message: 'There are too many people to search at once. Choose an organization.',
  },
  precondition_required: {
    status: 428,
    message: 'Send If-Match with the `etag` that you last read.',
  },
  idempotency_key_required: {
    status: 428,
    message: 'Send an Idempotency-Key: a new UUID for each item to create.',
  },
  too_many_attempts: {
    status: 429,
    message:
      'There were too many attempts. Wait for the time in Retry-After, or request a new password.',
  },
  too_many_requests: {
    status: 429,
    message:
      'There were too many requests in a short time. Wait for the time in Retry-After, then continue.',
  },
  daily_limit_reached: {
    status: 429,
    message: 'This was done too many times today. Wait for the time in Retry-After.',
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side. If it happens again, report the request id.',
  },
  newer_release_needed: {
    status: 503,
    message:
      'A newer release of the service wrote this. Try again when its deployment is complete.',
  },
  busy: { status: 503, message: 'The service is busy. Try again after the time in Retry-After.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ProblemCode = keyof typeof problems;

/**
 * Where the fault is in the input (`body.email`) and what is wrong; `rule` names the rule for
 * clients that translate it, and `names` lists what it concerns, such as columns.
 */
export type Fault = {
  field: string;
  message: string;
  rule?: string;
  names?: readonly string[];
};

/** The only way for an operation to refuse. Carries codes and fields, never personal data. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  /** What completes a sign-in after a correct password. */
  readonly secondFactor: SecondStep | undefined;
  /** The token with which somebody who knew a password that is too weak sets another. */
  readonly resetToken: string | undefined;
  /** For a genuine link: its purpose, and why it no longer opens. */
  readonly link: ClosedLink | undefined;

  constructor(
    code: ProblemCode,
    more: {
      faults?: readonly Fault[];
      retryAfterSeconds?: number;
      secondFactor?: SecondStep;
      resetToken?: string;
      link?: ClosedLink;
    } = {},
  ) {
    super(code);
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.secondFactor = more.secondFactor;
    this.resetToken = more.resetToken;
    this.link = more.link;
  }
}
