/** For each log alert, what must make it fire and what must not. */
import type { LogEvent } from '../../../src/policy/log-lines.ts';
import { sampleValues } from '../app-settings.ts';
import { queryTime, type Row } from './expressions.ts';
import type { Tables } from './run-query.ts';

export type AlertSample = {
  /** Log events that reach an operator by this alert. */
  events: readonly LogEvent[];
  fires: readonly Tables[];
  silent: readonly Tables[];
};

const clientId = sampleValues.outputs['identity.clientId'] ?? '';

const line = (event: LogEvent, minutesAgo = 1): Row => ({
  TimeGenerated: queryTime - minutesAgo * 60_000,
  Message: JSON.stringify({ event, requestId: '1', reason: 'x' }),
  Properties: {},
});

/** As the host writes it when it has parsed the line. */
const parsedLine = (event: LogEvent): Row => ({
  TimeGenerated: queryTime,
  Message: 'x',
  Properties: { event },
});

const logged = (...rows: Row[]): Tables => ({ AppTraces: rows });
const ordinary = logged(line('timer_done'), line('mail_sent'), line('refused'));
const many = (event: LogEvent, count: number, minutesAgo: number): Row[] =>
  Array.from({ length: count }, () => line(event, minutesAgo));

/** @returns the sample of an alert that fires as soon as one of these events is logged */
const onEach = (...events: LogEvent[]): AlertSample => ({
  events,
  fires: events.flatMap((event) => [logged(line(event)), logged(parsedLine(event))]),
  silent: [ordinary, {}],
});

const read = (OperationName: string, appid: string): Tables => ({
  AZKVAuditLogs: [{ TimeGenerated: queryTime, OperationName, Identity: { claim: { appid } } }],
});

const operation = (Operation: string): Tables => ({
  _LogOperation: [{ TimeGenerated: queryTime, Category: 'Ingestion', Operation }],
});

export const alertSamples: Readonly<Record<string, AlertSample>> = {
  'mail-poisoned': onEach('mail_poisoned'),
  'mail-outage': onEach('mail_outage'),
  'heartbeat-late': onEach('heartbeat_late'),
  'journal-pending-late': onEach('journal_pending_late'),
  'audit-root-missing': onEach('audit_root_missing'),
  'backup-copy-late': onEach('backup_copy_late'),
  'pause-forgotten': onEach('pause_forgotten'),
  'requests-failed': onEach('request_failed'),
  'sign-in-failures': {
    events: ['sign_in_failed'],
    fires: [
      logged(...many('sign_in_failed', 60, 5)),
      logged(...many('sign_in_failed', 300, 5), ...many('sign_in_failed', 1_900, 600)),
    ],
    silent: [
      ordinary,
      logged(...many('sign_in_failed', 40, 5)),
      logged(...many('sign_in_failed', 60, 5), ...many('sign_in_failed', 9_000, 600)),
    ],
  },
  'telemetry-missing': {
    events: [],
    fires: [{}, logged(line('mail_sent'))],
    silent: [ordinary, logged(parsedLine('timer_done'))],
  },
  'secret-read': {
    events: [],
    fires: [read('SecretGet', 'somebody'), read('SecretBackup', 'somebody')],
    silent: [read('SecretGet', clientId), read('VaultGet', 'somebody'), ordinary],
  },
  'log-cap-reached': {
    events: [],
    fires: [operation('Data collection stopped due to daily limit of free data reached.')],
    silent: [operation('Data collection started'), ordinary],
  },
};
