/** Samples of every operation on people's own accounts, sessions and links. */
import { randomUUID } from 'node:crypto';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { runMoveIn } from '../../src/move-in/run.ts';
import type { LinkPurpose } from '../../src/policy/link-purposes.ts';
import { goodPassword, type Service } from '../support/harness.ts';
import { actingAt } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import type { Given } from '../support/people.ts';
import { fileWith } from './moving-file.ts';
import type { World } from './open-world.ts';
import type { Sample } from './sample.ts';
import { aboutOf, as, happen, type Known, person, signedIn, tokenOf } from './world.ts';

const newPassword = 'eight grey herons sleep';
const ownPassword = { currentPassword: goodPassword };

/** @param verb done by a signed-in person */
const byThemselves = (
  again: Sample['again'],
  verb: (self: Client, known: Known, world: World) => Promise<unknown>,
  more: Partial<Sample> = {},
): Sample => ({
  again,
  ...more,
  async arrange(world) {
    const known = await person(world);
    const client = await signedIn(world, known);
    return { about: known.about, work: (on) => verb(as(on, client), known, world) };
  },
});

/** @param verb done by the holder of a link */
const byLink = (
  purpose: LinkPurpose,
  given: (world: World) => Given,
  verb: (on: Service, token: string) => Promise<unknown>,
): Sample => ({
  again: 'link_invalid',
  async arrange(world) {
    const { userId, about } = await person(world, given(world));
    const email = `${randomUUID()}@espoo.fi`;
    const newAddress = purpose === 'address_change' ? email : undefined;
    const link = { link: purpose, ...(newAddress && { email: newAddress }) };
    const { token } = await happen(world, userId, 'invitation_resent', link);
    const found = newAddress ? await aboutOf(world, userId, newAddress) : [];
    return { about: [...about, ...found.slice(1)], work: (on) => verb(on, token) };
  },
});

const asActive = () => ({});

export const own = {
  'signIn: a weak password from another system': {
    again: 'more',
    leaves: { lines: /new_password_asked/, since: 'the password was right' },
    async arrange(world) {
      const passwordHash = oldHashes.P('weak');
      const { ask, about } = await fileWith(world, { lastSignInAt: '2026-01-31', passwordHash });
      await runMoveIn(world.service.deps, ask, actingAt(world.service));
      const body = { email: about[1] ?? '', password: 'weak' };
      return {
        about,
        work: (on) =>
          on
            .client()
            .signIn({ body })
            .catch((error: unknown) => {
              if (!(error instanceof ProblemError) || !error.resetToken) throw error;
            }),
      };
    },
  },
  activate: {
    again: 'link_invalid',
    async arrange(world) {
      const { organizationId, admin } = world;
      const email = `${randomUUID()}@espoo.fi`;
      const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
      const invited = { ...names, email, organizationId, role: 'expert' } as const;
      const { userId } = await admin.createInvitation({ body: invited });
      const token = await tokenOf(world, userId);
      const choice = { password: goodPassword, language: 'en', privacyNoticeRead: true } as const;
      return {
        about: await aboutOf(world, userId, email),
        work: (on) => on.client().activate({ body: { token, ...choice } }),
      };
    },
  },
  keepAlive: byLink('keep_alive', asActive, (on, token) =>
    on.client().keepAlive({ body: { token } }),
  ),
  askRestore: byLink(
    'restore_request',
    ({ service }) => ({ deactivatedAt: service.clock.iso, deactivatedBecause: 'inactivity' }),
    (on, token) => on.client().askRestore({ body: { token } }),
  ),
  resetPassword: byLink('password_reset', asActive, (on, token) =>
    on.client().resetPassword({ body: { token, password: newPassword } }),
  ),
  confirmAddressChange: byLink('address_change', asActive, (on, token) =>
    on.client().confirmAddressChange({ body: { token } }),
  ),
  signIn: {
    again: 'more',
    async arrange(world) {
      const { about, email } = await person(world);
      const body = { email, password: goodPassword };
      return { about, work: (on) => on.client().signIn({ body }) };
    },
  },
  // A reused token may be stolen, so its session ends and the person has to sign in again.
  refresh: byThemselves(
    'not_signed_in',
    (self) => self.refresh({ body: { refreshToken: self.tokens.refresh } }),
    { followed: true, listsLag: true },
  ),
  signOut: byThemselves('not_signed_in', (self) => self.signOut({ body: {} })),
  endSession: {
    again: 'not_found',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      await signedIn(world, known);
      const { items } = await client.listSessions();
      const sessionId = items.find(({ current }) => !current)?.sessionId ?? '';
      return {
        about: known.about,
        work: (on) => as(on, client).endSession({ params: { sessionId }, body: ownPassword }),
      };
    },
  },
  endSessions: byThemselves('not_signed_in', (self) => self.endSessions({ body: ownPassword })),
  forgotPassword: {
    again: 'more',
    async arrange(world) {
      const { about, email } = await person(world);
      return { about, work: (on) => on.client().forgotPassword({ body: { email } }) };
    },
  },
  changeMe: byThemselves('changed_meanwhile', (self) =>
    self.changeMe({ body: { firstName: 'Uusi' }, ifMatch: '"1"' }),
  ),
  changePassword: byThemselves('wrong_password', (self) =>
    self.changePassword({ body: { currentPassword: goodPassword, newPassword } }),
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
  closeMe: byThemselves('not_signed_in', (self) =>
    self.closeMe({ body: { currentPassword: goodPassword } }),
  ),
  fileDataRequest: byThemselves('more', (self) =>
    self.fileDataRequest({ body: { kind: 'access', note: 'All of it, please.' } }),
  ),
  acknowledgePrivacyNotice: byThemselves('same', (self) =>
    self.acknowledgePrivacyNotice({ body: { version: 1, language: 'fi' } }),
  ),
  answerDataRequest: {
    again: 'no_request',
    async arrange(world) {
      const known = await person(world);
      const client = await signedIn(world, known);
      const { requestId } = await client.fileDataRequest({ body: { kind: 'access' } });
      const params = { userId: known.userId, requestId };
      const body = { outcome: 'done', answer: 'Here it is.' } as const;
      return {
        about: known.about,
        work: (on) => as(on, world.admin).answerDataRequest({ params, body }),
      };
    },
  },
} satisfies Record<string, Sample>;
