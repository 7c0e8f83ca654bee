/** Personal data: what people may know about its processing, and what they have read of it. */
import {
  acknowledgePrivacyNotice,
  currentPrivacyNotice,
  publishPrivacyNotice,
} from '../privacy/privacy-notice.ts';
import { registryDescription } from '../privacy/registry.ts';
import type { Handlers } from './context.ts';

export const privacyHandlers = {
  privacyNotice: ({ deps, query }) => currentPrivacyNotice(deps, query.language),
  publishPrivacyNotice({ deps, body, newId, requestHash, caller, now }) {
    const { userId, row } = caller().account;
    const actor = { userId, organizationId: row.organizationId };
    return publishPrivacyNotice(deps, { ...body, subjectId: newId, requestHash, actor }, now);
  },
  acknowledgePrivacyNotice: ({ deps, body, caller, now }) =>
    acknowledgePrivacyNotice(deps, { ...body, loaded: caller().account }, now),
  async registryDescription({ deps, query }) {
    const { language } = query;
    return { language, sections: registryDescription(deps.settings, language) };
  },
} satisfies Partial<Handlers>;
