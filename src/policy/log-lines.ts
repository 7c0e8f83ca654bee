/**
 * Every kind of line that the service logs (OWASP ASVS 5.0.0, 16.1.1). No line contains a name, an
 * address or a secret; people are identified by id.
 */

type LogLine = {
  /** `security`: kept for investigations; `operation`: for the operators of the service. */
  kind: 'security' | 'operation';
  means: string;
};

export const logLines = {
  access_refused: {
    kind: 'security',
    means: 'a signed-in person lacked the permission for a request',
  },
  refused: { kind: 'security', means: 'a request was refused, with its route and code' },
  second_factor_failed: { kind: 'security', means: 'a second step failed' },
  session_reuse: { kind: 'security', means: 'a refresh token was used twice; its session ended' },
  sign_in_failed: { kind: 'security', means: 'a wrong password or an unknown address' },
  system_refused: { kind: 'security', means: 'a connected system did not prove its identity' },
  code_reuse: {
    kind: 'security',
    means: 'an authorization code was used twice; the session at that system ended',
  },
  guard_stopped: { kind: 'security', means: 'a lifecycle run waits for an administrator' },
  pause_forgotten: {
    kind: 'operation',
    means: 'the lifecycle has been paused for long: by whom and since when',
  },
  audit_root_missing: { kind: 'security', means: 'a day has no root, or one that does not match' },
  audit_root_failed: { kind: 'operation', means: "storage did not accept a day's root" },
  accounts_counted: { kind: 'operation', means: 'accounts by status and by work due' },
  lists_lag: { kind: 'operation', means: 'lists show a refresh only after the next change' },
  backup_copy_failed: {
    kind: 'operation',
    means: 'the second storage account did not accept copies of backups',
  },
  backup_copy_late: {
    kind: 'operation',
    means: 'the newest backup in the second storage account is too old',
  },
  effects_deferred: { kind: 'operation', means: 'effects of a change are left to repair' },
  heartbeat_late: { kind: 'operation', means: 'a timer is overdue' },
  import_left: { kind: 'operation', means: 'an import continues in its next message' },
  journal_pending_late: {
    kind: 'operation',
    means: 'a change has remained unfinished for too long',
  },
  lifecycle_failed: { kind: 'operation', means: 'an account could not be processed' },
  logout_failed: { kind: 'operation', means: 'a connected system did not accept a sign-out' },
  mail_deferred: { kind: 'operation', means: 'an e-mail waits for the mail service' },
  mail_failed: { kind: 'operation', means: 'an attempt to send an e-mail failed' },
  mail_outage: { kind: 'operation', means: 'the mail service accepts no e-mail' },
  mail_outcome_failed: {
    kind: 'operation',
    means: 'the outcome of an e-mail could not be read yet',
  },
  mail_poisoned: { kind: 'operation', means: 'a message was set aside' },
  mail_refused: { kind: 'operation', means: 'the mail service permanently rejected an e-mail' },
  mail_sent: { kind: 'operation', means: 'the mail service accepted an e-mail' },
  mail_skipped: { kind: 'operation', means: 'an e-mail was no longer worth sending' },
  mail_undelivered: { kind: 'operation', means: 'an e-mail was not delivered' },
  message_set_back: { kind: 'operation', means: 'a message waits for a newer release' },
  newer_release_needed: { kind: 'operation', means: 'only a newer release can read this' },
  not_ready: { kind: 'operation', means: 'a part of the service does not work' },
  repair_failed: { kind: 'operation', means: 'repair could not finish a change' },
  repair_left: {
    kind: 'operation',
    means: 'a change has effects that only a newer release can carry out',
  },
  request_failed: { kind: 'operation', means: 'a request ended with 500 or 503, with the reason' },
  review_failed: { kind: 'operation', means: "a step of an organization's review failed" },
  rows_skipped: { kind: 'operation', means: 'rows that this release cannot read were skipped' },
  signal_failed: { kind: 'operation', means: 'a connected system did not accept a signal' },
  signal_given_up: {
    kind: 'operation',
    means: 'a connected system has not accepted a signal for 14 days',
  },
  system_silent: {
    kind: 'operation',
    means: 'a connected system has not fetched or accepted a signal for 14 days',
  },
  start_failed: { kind: 'operation', means: 'the process cannot start, with every fault' },
  timer_done: { kind: 'operation', means: 'a timer ran, with its counts' },
  undeclared_code: { kind: 'operation', means: 'a route returned a code it does not declare' },
} as const satisfies Record<string, LogLine>;

export type LogEvent = keyof typeof logLines;
