/** The errors that any route can return. */
import type { ProblemCode } from '../policy/problems.ts';

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
  'too_many_requests',
  'internal_error',
  'newer_release_needed',
  'busy',
] as const satisfies readonly ProblemCode[];
