/** The lifecycle of accounts: next steps, suspended runs, restore requests, delivery reports. */
import { timingSafeEqual } from 'node:crypto';
import { viewOf } from '../accounts/account.ts';
import { askRestore, declineRestore } from '../accounts/ask-restore.ts';
import { searchPeople } from '../accounts/search.ts';
import { listUpcoming } from '../accounts/upcoming.ts';
import { takeReports } from '../mail/delivery-reports.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import {
  confirmSuspendedRun,
  discardSuspendedRun,
  listSuspendedPeople,
  suspendedRunView,
} from '../timers/decide-suspended-run.ts';
import { lifecycle } from '../timers/lifecycle.ts';
import { pauseLifecycle, pauseView, resumeLifecycle } from '../timers/pause.ts';
import { listRunViews, startUndo } from '../timers/start-undo.ts';
import type { Handlers } from './context.ts';
import { organizationAsked } from './organization-asked.ts';

export const lifecycleHandlers = {
  askRestore: ({ deps, body, now }) => askRestore(deps, body.token, now),
  async listRestoreRequests({ deps, query, now }) {
    const asked = { statuses: ['deactivated'], restoreAsked: true } as const;
    const order = { sort: 'invitedAt', descending: false } as const;
    const { items, next } = await searchPeople(deps, { ...asked, ...order, ...query }, now);
    return { items, ...(next && { next }) };
  },
  async declineRestore({ deps, user, ifMatch, caller, now }) {
    const request = { loaded: user(), actorId: caller().account.userId, ifMatch };
    return viewOf(await declineRestore(deps, request, now), deps.policy, now);
  },
  listUpcoming(context) {
    const organizationId = organizationAsked(context, context.query.organizationId);
    return listUpcoming(context.deps, { ...context.query, organizationId }, context.now);
  },
  runLifecycle: ({ deps, now }) => lifecycle(deps, now, limit.runSecondsMax),
  listRuns: async ({ deps }) => ({ items: await listRunViews(deps) }),
  undoRun: ({ deps, params, caller }) => startUndo(deps, params['runId'] ?? '', caller().account),
  readPause: ({ deps, now }) => pauseView(deps, now),
  pauseLifecycle: ({ deps, caller, now }) => pauseLifecycle(deps, caller().account, now),
  resumeLifecycle: ({ deps, caller, now }) => resumeLifecycle(deps, caller().account, now),
  readSuspendedRun: ({ deps }) => suspendedRunView(deps),
  listSuspendedPeople: ({ deps, params, query, now }) =>
    listSuspendedPeople(deps, params['runId'] ?? '', query, now),
  confirmSuspendedRun: ({ deps, params, caller, now }) =>
    confirmSuspendedRun(deps, params['runId'] ?? '', caller().account, now),
  dropSuspendedRun: ({ deps, params, caller }) =>
    discardSuspendedRun(deps, params['runId'] ?? '', caller().account),
  async reportDelivery({ deps, body, reportSecret, now }) {
    const secret = deps.settings.DELIVERY_REPORT_SECRET;
    // Without reports enabled, or with a wrong secret, the route does not exist.
    if (!secret || !isSame(secret, reportSecret)) throw new Refusal('no_such_route');
    return takeReports(deps, body, now);
  },
} satisfies Partial<Handlers>;

function isSame(secret: string, given: string): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
