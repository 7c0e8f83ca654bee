/** Every way to be refused: one code, one status, one sentence that says what to do next. */
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
    message: 'Check the address and the password, or ask for a new password.',
  },
  wrong_password: { status: 403, message: 'Give your present password again.' },
  second_factor_required: {
    status: 403,
    message: 'Send `secondFactor.ticket` with a code or passkey: POST /api/sessions/second-step.',
  },
  second_factor_enrollment_required: {
    status: 403,
    message: 'Your role needs a second factor. Set one up first: POST /api/me/factors/totp/begin.',
  },
  wrong_code: {
    status: 403,
    message: 'Give the code that the app shows now, one not used yet, or a recovery code.',
  },
  wrong_passkey: { status: 403, message: 'The passkey was not accepted. Begin again.' },
  ticket_invalid: { status: 410, message: 'This took too long or was used already. Begin again.' },
  too_many_factors: {
    status: 409,
    message: `Remove a second factor first; you can have ${limit.factorsPerPersonMax}.`,
  },
  no_second_factor: { status: 409, message: 'There is no second factor.' },
  not_allowed: { status: 403, message: 'Your role does not permit this. Ask an administrator.' },
  privacy_notice_required: {
    status: 403,
    message: 'Read the new privacy notice first and acknowledge it: POST /api/me/privacy-notice.',
  },
  role_above_own: {
    status: 403,
    message: 'You can manage and give only roles up to your own. Ask an administrator.',
  },
  role_not_given: {
    status: 403,
    message: "The organization's primary users don't give this role. Ask an administrator.",
  },
  domain_not_allowed: {
    status: 403,
    message: 'The organization does not take addresses of this domain. Use another address.',
  },
  proposals_off: {
    status: 409,
    message: 'The organization takes no proposals. Ask its primary user to invite the person.',
  },
  only_administration: {
    status: 403,
    message: 'Only the administration can do this here. Ask an administrator.',
  },
  organization_full: {
    status: 409,
    message: 'The organization has as many people as its limit allows. Raise the limit first.',
  },
  own_proposal: { status: 409, message: 'Another person than the proposer must decide this.' },
  no_offer: { status: 409, message: 'There is no open offer of this person any more.' },
  offer_open: {
    status: 409,
    message: 'The person is offered already. Take that offer back first.',
  },
  already_there: { status: 409, message: 'The person is in that organization already.' },
  not_proposed: { status: 409, message: 'This invitation does not wait for a decision.' },
  approval_needed: {
    status: 409,
    message: 'Revoke the invitation and invite anew; a second person then approves it.',
  },
  not_found: { status: 404, message: 'Check the id; it may be gone or not yours to see.' },
  no_such_route: { status: 404, message: 'See /api/openapi.json for what there is.' },
  method_not_allowed: { status: 405, message: 'Use one of the methods named in `Allow`.' },
  address_taken: {
    status: 409,
    message: 'This address cannot be invited. Ask an administrator.',
  },
  already_active: { status: 409, message: 'The account is active; nothing was changed.' },
  not_active: { status: 409, message: 'The account is not active. Restore or invite it first.' },
  not_invited: { status: 409, message: 'The invitation has been used already.' },
  not_deactivated: { status: 409, message: 'Only a deactivated account can be restored.' },
  too_late_to_restore: {
    status: 409,
    message: 'The time to restore is over. Invite the person again as a new account.',
  },
  last_administrator: {
    status: 409,
    message:
      'At least one active administrator must stay, with neither a last day of employment nor a notice of inactivity. Make somebody else one first.',
  },
  too_many_data_requests: {
    status: 409,
    message: `Wait until the administration has answered; you can have ${counted(limit.dataRequestsMax, 'request', 'requests')}.`,
  },
  no_request: { status: 409, message: 'Nobody waits for this decision any more.' },
  run_decided: {
    status: 409,
    message: 'This run does not wait any more. Read the present one, then decide.',
  },
  notice_withdrawn: {
    status: 409,
    message: 'The notice is withdrawn and stays as it was. Publish a new one.',
  },
  organization_closed: { status: 409, message: 'The organization is closed. Choose another one.' },
  organization_name_taken: {
    status: 409,
    message: 'Another organization has this name, or one that looks the same. Choose another name.',
  },
  organization_not_empty: {
    status: 409,
    message: 'Move or erase the people of the organization first.',
  },
  own_account: { status: 409, message: 'Use the functions for your own account.' },
  request_in_progress: { status: 409, message: 'Others are changing this now. Try again.' },
  link_invalid: {
    status: 410,
    message: 'The link is used up, expired or replaced. Ask for a new one.',
  },
  changed_meanwhile: {
    status: 412,
    message: 'Somebody changed this after you read it. Read it again, then decide.',
  },
  length_required: {
    status: 411,
    message:
      'Send the body with a Content-Length, not in chunks. With .NET, call LoadIntoBufferAsync on JsonContent, or use StringContent.',
  },
  body_too_large: {
    status: 413,
    message: `Send at most ${limit.bodyBytesMax} bytes; with a CSV file ${limit.importBytesMax}.`,
  },
  wrong_content_type: { status: 415, message: 'Send JSON with Content-Type: application/json.' },
  weak_password: { status: 422, message: 'Choose another password; `faults` says why.' },
  idempotency_key_reused: {
    status: 422,
    message: 'The Idempotency-Key belongs to another request. Use a new one.',
  },
  too_many_to_scan: {
    status: 422,
    message: 'There are too many people to search all at once. Choose an organization.',
  },
  precondition_required: {
    status: 428,
    message: 'Send If-Match with the `etag` that you read before.',
  },
  idempotency_key_required: {
    status: 428,
    message: 'Send an Idempotency-Key, a fresh UUID for each new thing.',
  },
  too_many_attempts: {
    status: 429,
    message: 'Wait as long as Retry-After says, or use the reset link.',
  },
  too_many_requests: {
    status: 429,
    message: 'Slow down, and go on after the time in Retry-After.',
  },
  daily_limit_reached: {
    status: 429,
    message: 'This was done too often today. Try again tomorrow; Retry-After says when.',
  },
  internal_error: {
    status: 500,
    message: 'Something failed on our side. Report the request id if it stays so.',
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
 * Where in the input a fault lies (`body.email`) and what is wrong with it; `rule` names the rule
 * for programs that say it in another language, and `names` what it is about, such as columns.
 */
export type Fault = {
  field: string;
  message: string;
  rule?: string;
  names?: readonly string[];
};

/** The one way for an operation to say no. Carries codes and fields, never a person's data. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  /** What completes a sign-in whose password was right. */
  readonly secondFactor: SecondStep | undefined;
  /** Of a genuine link: what it was for, and why it no longer opens. */
  readonly link: ClosedLink | undefined;

  constructor(
    code: ProblemCode,
    more: {
      faults?: readonly Fault[];
      retryAfterSeconds?: number;
      secondFactor?: SecondStep;
      link?: ClosedLink;
    } = {},
  ) {
    super(code);
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.secondFactor = more.secondFactor;
    this.link = more.link;
  }
}
