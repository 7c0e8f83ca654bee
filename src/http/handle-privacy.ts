/** Personal data: what people may know about its processing, and what they agree to have read. */
import { registryDescription } from '../privacy/registry.ts';
import type { Handlers } from './context.ts';

export const privacyHandlers = {
  async registryDescription({ deps, query }) {
    const { language } = query;
    return { language, sections: registryDescription(deps.settings, language) };
  },
} satisfies Partial<Handlers>;
