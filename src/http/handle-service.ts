/** The service itself: its health, its description and its keys. */
import type { Deps } from '../deps.ts';
import { mailTrouble } from '../mail/outage.ts';
import { listPoison, settleAllPoison, settlePoison } from '../mail/poison.ts';
import { limit } from '../policy/limits.ts';
import { type Fault, Refusal } from '../policy/problems.ts';
import { loadAccount } from '../store/accounts.ts';
import { ReleaseTooOld } from '../store/release.ts';
import { lacksAdministrator } from '../timers/administered.ts';
import { lateTimers } from '../timers/heartbeats.ts';
import { readyDetails } from '../timers/ready-details.ts';
import { countUnfinished } from '../timers/repair-reach.ts';
import { serviceState } from '../timers/service-state.ts';
import { timerTable } from '../timers/timers.ts';
import type { Context, Handlers } from './context.ts';
import { securityTxt } from './security-txt.ts';

/** No account has this id: reading it shows that the table responds. */
const nobody = '00000000-0000-0000-0000-000000000000';

export const serviceHandlers = {
  contact: async ({ deps: { settings }, query: { language } }) => ({
    organization: settings.SERVICE_ORGANIZATION[language],
    email: settings.SERVICE_CONTACT[language],
  }),
  securityTxt: async ({ deps: { settings }, now }) =>
    securityTxt(settings.PUBLIC_URL, settings.SERVICE_CONTACT.en, now),
  live: async () => ({ status: 'ok' as const }),
  async ready({ deps, now }) {
    const faults = await faultsOf(deps, now);
    for (const { field } of faults) deps.log('not_ready', { part: field });
    if (faults.length > 0) throw new Refusal('busy', { faults, retryAfterSeconds: 10 });
    const details = await readyDetails(deps, now);
    return { status: 'ok' as const, ...(details.length > 0 && { details }) };
  },
  readServiceState: ({ deps, now }) => serviceState(deps, now),
  listPoison: async ({ deps }) => ({ items: await listPoison(deps) }),
  retryPoison: (context) => settle(context, 'retry'),
  retryAllPoison: (context) => settleAllPoison(context.deps, 'retry', actorOf(context)),
  dropAllPoison: (context) => settleAllPoison(context.deps, 'drop', actorOf(context)),
  dropPoison: (context) => settle(context, 'drop'),
  // These two describe every area, so they load all.
  openapi: async ({ deps }) => (await import('./openapi.ts')).openApi(deps.settings.PUBLIC_URL),
  docs: async () => (await import('./docs-page.ts')).docsPage(),
  async jwks({ deps, now }) {
    const keys = await deps.keyring.load(now);
    return { keys: [...keys.signing, ...keys.rsa].map((key) => key.jwk) };
  },
} satisfies Partial<Handlers>;

async function faultsOf(deps: Deps, now: string): Promise<Fault[]> {
  const [storage, keys] = await Promise.allSettled([
    loadAccount(deps.store, nobody),
    deps.keyring.load(now),
  ]);
  // The timers' records are kept beside the keys: if these cannot be read, neither can those.
  if (storage.status === 'fulfilled' && keys.status === 'fulfilled') return faultsOfWork(deps, now);
  return [
    ...(storage.status === 'rejected' ? [{ field: 'storage', message: 'does not respond' }] : []),
    ...(keys.status === 'rejected' ? [faultOfKeys(keys.reason)] : []),
  ];
}

async function faultsOfWork(deps: Deps, now: string): Promise<Fault[]> {
  const [late, unfinished, mail, unadministered] = await Promise.all([
    lateTimers(deps, timerTable, now),
    countUnfinished(deps, now),
    mailTrouble(deps, now),
    lacksAdministrator(deps),
  ]);
  const changes = `${unfinished} unfinished for more than ${limit.unfinishedMinutesMax} minutes`;
  const nobodyLeft = 'nobody can administer the service; FIRST_ADMIN_EMAIL is invited';
  return [
    ...late.map((timer) => ({ field: `timers.${timer}`, message: 'has not run in time' })),
    ...(unfinished > 0 ? [{ field: 'changes', message: changes }] : []),
    ...(mail
      ? [
          {
            field: 'mail',
            message: `no e-mail has gone out since ${mail.notSentSince}; ${mail.waiting} waiting`,
          },
        ]
      : []),
    ...(unadministered ? [{ field: 'administrators', message: nobodyLeft }] : []),
  ];
}

function faultOfKeys(reason: unknown): Fault {
  return reason instanceof ReleaseTooOld
    ? { field: 'release', message: reason.message }
    : { field: 'keys', message: 'cannot be opened' };
}

function settle(
  context: Context<'retryPoison' | 'dropPoison'>,
  verb: 'retry' | 'drop',
): Promise<void> {
  const { deps, params } = context;
  return settlePoison(deps, params['messageId'] ?? '', verb, actorOf(context));
}

function actorOf({ caller }: Pick<Context<'retryPoison'>, 'caller'>) {
  const { userId, row } = caller().account;
  return { userId, organizationId: row.organizationId };
}
