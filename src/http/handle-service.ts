/** The service itself: its state, its description and its keys. */
import { listPoison, settleAllPoison, settlePoison } from '../mail/poison.ts';
import { serviceState } from '../timers/service-state.ts';
import type { Context, Handlers } from './context.ts';
import { securityTxt } from './security-txt.ts';

export const serviceHandlers = {
  contact: async ({ deps: { settings }, query: { language } }) => ({
    organization: settings.SERVICE_ORGANIZATION[language],
    email: settings.SERVICE_CONTACT[language],
  }),
  securityTxt: async ({ deps: { settings }, now }) =>
    securityTxt(settings.PUBLIC_URL, settings.SERVICE_CONTACT.en, now),
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
