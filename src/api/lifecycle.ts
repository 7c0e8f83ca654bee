/** The lifecycle: next steps, runs, restore requests and delivery reports: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { steps } from '../policy/statuses.ts';
import { undoStates } from '../policy/undo-outcomes.ts';
import type { Endpoint } from './endpoint.ts';
import { counted, nothing, page, user } from './shapes.ts';

const suspendedRun = z.strictObject({
  runId: input.id,
  at: input.instant,
  toDeactivate: z.number(),
  toErase: z.number(),
  activeAccounts: z.number(),
  confirmed: z.boolean(),
});

const count = z.number();

/** A lifecycle run that deactivated people; `undo` counts them by what became of each. */
const lifecycleRun = z.strictObject({
  runId: input.id,
  at: input.instant,
  deactivated: count,
  undo: z
    .strictObject({
      state: z.enum(undoStates),
      startedAt: input.instant,
      by: input.id,
      broughtBack: count.describe('Restored by undoing this run.'),
      alreadyRestored: count.describe('Active again before.'),
      deactivatedAgain: count.describe('Restored before, and deactivated in another way since.'),
      erased: count,
      refused: z.record(z.string(), count).describe('By the code of the rule.'),
      waiting: count,
    })
    .optional(),
});

/** Empty if the lifecycle is not paused. */
const paused = z.strictObject({
  pause: z.strictObject({ since: input.instant, by: input.id }).optional(),
});

/** Event Grid's schema; fields that the service does not need are neither read nor kept. */
const deliveryReports = z
  .array(z.object({ eventType: z.string().max(200), data: z.record(z.string(), z.unknown()) }))
  .max(limit.deliveryReportsMax);

export const lifecycleEndpoints = {
  askRestore: {
    method: 'POST',
    path: 'api/restore-requests',
    permission: 'public',
    summary: 'Request a restore with the link from the deactivation e-mail; works once.',
    body: z.strictObject({ token: input.token }),
    output: z.strictObject({ eraseAt: input.instant }),
    status: 200,
    errors: ['link_invalid'],
  },
  listRestoreRequests: {
    method: 'GET',
    path: 'api/restore-requests',
    permission: 'people.restore',
    summary: 'List the people who have requested a restore; restoring one accepts the request.',
    query: z.strictObject({ limit: input.pageRows, cursor: input.cursor.optional() }),
    output: page(user),
    status: 200,
    errors: ['too_many_to_scan'],
  },
  declineRestore: {
    method: 'POST',
    path: 'api/users/{userId}/decline-restore',
    permission: 'people.restore',
    summary: 'Decline a restore request; the person is notified.',
    body: nothing,
    output: user,
    status: 200,
    errors: ['no_request'],
    target: 'user',
    ifMatch: true,
  },
  listUpcoming: {
    method: 'GET',
    path: 'api/lifecycle/upcoming',
    permission: 'lifecycle.read',
    summary: 'List who is due to be reminded, notified, deactivated or erased, when and why.',
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(limit.upcomingDaysMax).default(limit.digestDays),
      organizationId: input.id.optional(),
      step: z.enum(steps).optional(),
      sort: z.enum(['at', 'name']).default('at'),
      order: z.enum(['ascending', 'descending']).default('ascending'),
      limit: input.pageRows,
      skip: input.skippedRows,
      cursor: input.cursor.optional(),
    }),
    output: page(z.strictObject({ user, step: z.enum(steps), at: input.instant })).extend({
      ...counted,
      perDay: z
        .array(z.strictObject({ day: input.day, count: z.number() }))
        .describe('How many of them are due on each day.'),
    }),
    status: 200,
    errors: [],
  },
  runLifecycle: {
    method: 'POST',
    path: 'api/lifecycle/run',
    permission: 'lifecycle.run',
    summary: 'Run the hourly lifecycle timer now.',
    body: nothing,
    output: z.record(z.string(), z.number()),
    status: 200,
    errors: [],
  },
  listRuns: {
    method: 'GET',
    path: 'api/lifecycle/runs',
    permission: 'lifecycle.run',
    summary: 'List the runs that deactivated people, newest first, and how far undoing has come.',
    output: z.strictObject({ items: z.array(lifecycleRun) }),
    status: 200,
    errors: [],
  },
  undoRun: {
    method: 'POST',
    path: 'api/lifecycle/runs/{runId}/undo',
    permission: 'lifecycle.run',
    summary:
      'Undo a run: restore the people whom it deactivated and who still are. Repeating it continues, and tries again whom a rule refused.',
    body: nothing,
    output: lifecycleRun,
    status: 202,
    errors: [],
  },
  readPause: {
    method: 'GET',
    path: 'api/lifecycle/pause',
    permission: 'lifecycle.run',
    summary: 'Read whether the lifecycle is paused: since when and by whom.',
    output: paused,
    status: 200,
    errors: [],
  },
  pauseLifecycle: {
    method: 'POST',
    path: 'api/lifecycle/pause',
    permission: 'lifecycle.run',
    summary:
      'Pause what the service takes away by date: until resumed, nobody lapses for inactivity and nothing is erased. Ends of employment still apply.',
    body: nothing,
    output: paused,
    status: 200,
    errors: ['lifecycle_paused'],
  },
  resumeLifecycle: {
    method: 'POST',
    path: 'api/lifecycle/resume',
    permission: 'lifecycle.run',
    summary: `Resume the lifecycle: nobody lapses for inactivity within ${limit.noticeDaysMin} days.`,
    body: nothing,
    output: paused,
    status: 200,
    errors: ['lifecycle_not_paused'],
  },
  readSuspendedRun: {
    method: 'GET',
    path: 'api/lifecycle/held',
    permission: 'lifecycle.run',
    summary: 'Read the suspended run, if there is one.',
    output: z.strictObject({ run: suspendedRun.optional() }),
    status: 200,
    errors: [],
  },
  listSuspendedPeople: {
    method: 'GET',
    path: 'api/lifecycle/held/{runId}/people',
    permission: 'lifecycle.run',
    summary: 'List the people whom the suspended run would deactivate or erase.',
    query: z.strictObject({ limit: input.pageRows, cursor: input.cursor.optional() }),
    output: page(z.strictObject({ user, step: z.enum(steps) })),
    status: 200,
    errors: ['run_decided'],
  },
  confirmSuspendedRun: {
    method: 'POST',
    path: 'api/lifecycle/held/{runId}/confirm',
    permission: 'lifecycle.run',
    summary: 'Confirm the suspended run: it processes only the listed people who are still due.',
    body: nothing,
    output: z.record(z.string(), z.number()),
    status: 200,
    errors: ['run_decided', 'lifecycle_paused'],
  },
  dropSuspendedRun: {
    method: 'DELETE',
    path: 'api/lifecycle/held/{runId}',
    permission: 'lifecycle.run',
    summary: 'Discard the suspended run; people who are still due appear in the next one.',
    status: 204,
    errors: ['run_decided'],
  },
  reportDelivery: {
    method: 'POST',
    path: 'api/mail/delivery-reports',
    permission: 'public',
    summary: 'Receive delivery reports from Event Grid, if an operator has enabled them.',
    body: deliveryReports,
    output: z.strictObject({ validationResponse: z.string().optional() }),
    status: 200,
    errors: ['no_such_route'],
  },
} as const satisfies Record<string, Endpoint>;
