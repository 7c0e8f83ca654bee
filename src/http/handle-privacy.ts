/** Personal data: how it is processed, what is stored, and which notice a person has read. */
import { Refusal } from '../policy/problems.ts';
import { erasureCertificate, myData } from '../privacy/my-data.ts';
import {
  acknowledgePrivacyNotice,
  currentPrivacyNotice,
  currentText,
  publishPrivacyNotice,
} from '../privacy/privacy-notice.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Handlers } from './context.ts';

export const privacyHandlers = {
  myData: ({ deps, caller, now }) => myData(deps, caller().account, now),
  async readErasure({ deps, params, now }) {
    const account = await loadAccount(deps.store, params['userId'] ?? '');
    const certificate = await erasureCertificate(deps, account, now);
    if (!certificate) throw new Refusal('not_found');
    return certificate;
  },
  privacyNotice: ({ deps, query, now }) => currentPrivacyNotice(deps, query.language, now),
  publishPrivacyNotice({ deps, body, newId, requestHash, caller, now }) {
    const { userId, row } = caller().account;
    const actor = { actorId: userId, organizationId: row.organizationId };
    return publishPrivacyNotice(deps, { ...body, subjectId: newId, requestHash, actor }, now);
  },
  acknowledgePrivacyNotice: ({ deps, body, caller, now }) =>
    acknowledgePrivacyNotice(deps, { ...body, loaded: caller().account }, now),
  async registryDescription({ deps, query, now }) {
    const { language } = query;
    return { language, sections: await currentText(deps, language, now) };
  },
} satisfies Partial<Handlers>;
