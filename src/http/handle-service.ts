/** The service itself: is it well, what can it do, with which keys. */
import { Refusal } from '../policy/problems.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Handlers } from './context.ts';
import { docsPage } from './docs-page.ts';
import { openApi } from './openapi.ts';

/** No account has this id: reading it shows that the table answers. */
const nobody = '00000000-0000-0000-0000-000000000000';

export const serviceHandlers = {
  live: async () => ({ status: 'ok' as const }),
  async ready({ deps, now }) {
    try {
      await Promise.all([deps.keyring.load(now), loadAccount(deps.store, nobody)]);
    } catch (error) {
      deps.log('not_ready', { reason: error instanceof Error ? error.name : 'unknown' });
      throw new Refusal('busy', { retryAfterSeconds: 10 });
    }
    return { status: 'ok' as const };
  },
  openapi: async ({ deps }) => openApi(deps.settings.PUBLIC_URL),
  docs: async () => docsPage(),
  async jwks({ deps, now }) {
    const keys = await deps.keyring.load(now);
    return { keys: keys.signing.map((key) => key.jwk) };
  },
} satisfies Partial<Handlers>;
