/** Valid inputs and crash samples of the routes for privacy notices and personal data. */
import type { privacyEndpoints } from '../../src/api/privacy.ts';
import type { Inputs, Place } from './input.ts';
import type { Samples } from './sample.ts';
import { byThemselves, creating } from './sample-kinds.ts';

const words = { fi: 'Muutos', sv: 'Ändring', en: 'Change' };

export const privacyInputs = {
  myData: () => ({}),
  readErasure: ({ userId }: Place) => ({ path: { userId } }),
  publishPrivacyNotice: () => ({ body: { changeNote: words, acknowledge: false } }),
  acknowledgePrivacyNotice: () => ({ body: { version: 1, language: 'fi' } }),
} satisfies Inputs<typeof privacyEndpoints>;

export const privacySamples = {
  publishPrivacyNotice: creating(
    'publishPrivacyNotice',
    (admin, idempotencyKey) =>
      admin.publishPrivacyNotice({
        body: { changeNote: words, acknowledge: false },
        idempotencyKey,
      }),
    { alone: true },
  ),
  acknowledgePrivacyNotice: byThemselves('same', async (self) => {
    const { version } = await self.privacyNotice({});
    await self.acknowledgePrivacyNotice({ body: { version, language: 'fi' } });
  }),
} satisfies Samples<typeof privacyEndpoints>;
