/**
 * Every kind of line that the service logs (OWASP ASVS 5.0.0, 16.1.1). No line has a name, an address
 * or a secret; ids tell whom it concerns.
 */

type LogLine = {
  /** `security`: kept for investigations; `operation`: for those who run the service. */
  kind: 'security' | 'operation';
  means: string;
};

export const logLines = {
  access_refused: { kind: 'security', means: 'somebody signed in asked for what their role lacks' },
  refused: { kind: 'security', means: 'a request was refused, with its route and code' },
  second_factor_failed: { kind: 'security', means: 'a second step was wrong' },
  session_reuse: { kind: 'security', means: 'a refresh token was used twice; its session ended' },
  sign_in_failed: { kind: 'security', means: 'a password was wrong, or an address unknown' },
  guard_stopped: { kind: 'security', means: 'a lifecycle run waits for an administrator' },
  audit_root_missing: { kind: 'security', means: 'a day has no root, or another one' },
  audit_root_failed: { kind: 'operation', means: 'storage refused the root of a day' },
  accounts_counted: { kind: 'operation', means: 'accounts by status and by work due' },
  lists_lag: { kind: 'operation', means: 'lists learn of a refresh only at the next change' },
  effects_deferred: { kind: 'operation', means: 'repair will finish a change' },
  heartbeat_late: { kind: 'operation', means: 'a timer has not run in time' },
  import_left: { kind: 'operation', means: 'an import continues in its next message' },
  journal_pending_late: { kind: 'operation', means: 'a change stays unfinished' },
  lifecycle_failed: { kind: 'operation', means: 'an account could not be processed' },
  mail_deferred: { kind: 'operation', means: 'an e-mail waits for the mail service' },
  mail_failed: { kind: 'operation', means: 'the mail service refused an attempt' },
  mail_outage: { kind: 'operation', means: 'the mail service takes no e-mail' },
  mail_outcome_failed: { kind: 'operation', means: 'the outcome of an e-mail is unknown yet' },
  mail_poisoned: { kind: 'operation', means: 'a message was set aside' },
  mail_refused: { kind: 'operation', means: 'the mail service rejects an e-mail for good' },
  mail_sent: { kind: 'operation', means: 'the mail service took an e-mail' },
  mail_skipped: { kind: 'operation', means: 'an e-mail was no longer worth sending' },
  mail_undelivered: { kind: 'operation', means: 'an e-mail did not arrive' },
  message_set_back: { kind: 'operation', means: 'a message waits for a newer release' },
  newer_release_needed: { kind: 'operation', means: 'only a newer release can read this' },
  not_ready: { kind: 'operation', means: 'a part of the service does not work' },
  repair_failed: { kind: 'operation', means: 'repair could not finish a change' },
  repair_left: { kind: 'operation', means: 'a newer release has more to do for a change' },
  request_failed: { kind: 'operation', means: 'a request ended with 500 or 503, with the reason' },
  rows_skipped: { kind: 'operation', means: 'rows that this release cannot read were passed over' },
  start_failed: { kind: 'operation', means: 'the process cannot start, with every fault' },
  timer_done: { kind: 'operation', means: 'a timer ran, with its counts' },
  undeclared_code: { kind: 'operation', means: 'a route returned a code it does not declare' },
} as const satisfies Record<string, LogLine>;

export type LogEvent = keyof typeof logLines;
