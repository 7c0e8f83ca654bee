/** Valid inputs and crash samples of the routes for one's own account and links. */
import type { ownAccountEndpoints } from '../../src/api/own-account.ts';
import { goodPassword } from '../support/harness.ts';
import { type Inputs, newAddress } from './input.ts';
import { invited } from './invitations.ts';
import type { Samples } from './sample.ts';
import { asActive, byLink, byThemselves } from './sample-kinds.ts';
import { as, person, signedIn, tokenOf } from './world.ts';

export const ownAccountInputs = {
  checkLink: () => ({ body: { token: 'none' } }),
  activate: () => ({
    body: { token: 'none', password: goodPassword, language: 'fi', privacyNoticeRead: true },
  }),
  keepAlive: () => ({ body: { token: 'none' } }),
  me: () => ({}),
  readMyOrganization: () => ({}),
  changeMe: () => ({ body: { firstName: 'Uusi' } }),
  requestAddressChange: () => ({
    body: { email: newAddress(), currentPassword: goodPassword },
  }),
  cancelPendingChange: () => ({ body: { changeId: 'AAAAAAAAAAAAAAAA' } }),
  confirmAddressChange: () => ({ body: { token: 'none' } }),
  closeMe: () => ({ body: { currentPassword: 'not the password at all' } }),
} satisfies Inputs<typeof ownAccountEndpoints>;

export const ownAccountSamples = {
  checkLink: {
    again: 'same',
    reads: true,
    async arrange(world) {
      const token = await tokenOf(world, (await invited(world)).userId);
      return { about: [], work: (on) => on.client().checkLink({ body: { token } }) };
    },
  },
  activate: {
    again: 'link_invalid',
    async arrange(world) {
      const { userId, about } = await invited(world);
      const token = await tokenOf(world, userId);
      const choice = { password: goodPassword, language: 'en', privacyNoticeRead: true } as const;
      return {
        about,
        work: (on) => on.client().activate({ body: { token, ...choice } }),
      };
    },
  },
  keepAlive: byLink('keep_alive', asActive, (on, token) =>
    on.client().keepAlive({ body: { token } }),
  ),
  changeMe: byThemselves('changed_meanwhile', (self) =>
    self.changeMe({ body: { firstName: 'Uusi' }, ifMatch: '"1"' }),
  ),
  requestAddressChange: byThemselves('more', (self, { userId }) =>
    self.requestAddressChange({
      body: { email: `new.${userId}@espoo.fi`, currentPassword: goodPassword },
    }),
  ),
  cancelPendingChange: {
    again: 'not_found',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const email = `new.${known.userId}@espoo.fi`;
      await client.requestAddressChange({ body: { email, currentPassword: goodPassword } });
      const [{ changeId = '' } = {}] = (await client.me()).pendingChanges;
      return {
        about: known.about,
        work: (on) => as(on, client).cancelPendingChange({ body: { changeId } }),
      };
    },
  },
  confirmAddressChange: byLink('address_change', asActive, (on, token) =>
    on.client().confirmAddressChange({ body: { token } }),
  ),
  closeMe: byThemselves('not_signed_in', (self) =>
    self.closeMe({ body: { currentPassword: goodPassword } }),
  ),
} satisfies Samples<typeof ownAccountEndpoints>;
