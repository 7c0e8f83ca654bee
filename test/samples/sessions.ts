/** Valid inputs and crash samples of the routes for sessions and passwords. */
import type { sessionsEndpoints } from '../../src/api/sessions.ts';
import { ProblemError } from '../../src/client/client.ts';
import { runMoveIn } from '../../src/move-in/run.ts';
import { goodPassword } from '../support/harness.ts';
import { actingAt } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { type Inputs, newAddress, type Place } from './input.ts';
import { fileWith } from './moving-file.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { asActive, byLink, byThemselves, onPerson } from './sample-kinds.ts';
import { as, person, signedIn } from './world.ts';

export const sessionsInputs = {
  signIn: () => ({ body: { email: newAddress(), password: goodPassword } }),
  signOut: () => ({}),
  listSessions: () => ({}),
  endSession: ({ sessionId }: Place) => ({
    path: { sessionId },
    body: { currentPassword: 'not the password at all' },
  }),
  endSessions: () => ({ body: { currentPassword: 'not the password at all' } }),
  endUserSessions: ({ userId }: Place) => ({ path: { userId } }),
  forgotPassword: () => ({ body: { email: newAddress() } }),
  resetPassword: () => ({ body: { token: 'none', password: goodPassword } }),
  changePassword: () => ({
    body: { currentPassword: goodPassword, newPassword: goodPassword },
  }),
} satisfies Inputs<typeof sessionsEndpoints>;

const newPassword = 'eight grey herons sleep';
const ownPassword = { currentPassword: goodPassword };

async function withSession(world: World) {
  const known = await person(world);
  await signedIn(world, known);
  return known;
}

export const sessionsSamples = {
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
  endUserSessions: onPerson('same', withSession, (admin, userId) =>
    admin.endUserSessions({ params: { userId } }),
  ),
  forgotPassword: {
    again: 'more',
    async arrange(world) {
      const { about, email } = await person(world);
      return { about, work: (on) => on.client().forgotPassword({ body: { email } }) };
    },
  },
  resetPassword: byLink('password_reset', asActive, (on, token) =>
    on.client().resetPassword({ body: { token, password: newPassword } }),
  ),
  changePassword: byThemselves('wrong_password', (self) =>
    self.changePassword({ body: { currentPassword: goodPassword, newPassword } }),
  ),
} satisfies Samples<typeof sessionsEndpoints>;
