/** Promise: this release reads what earlier releases left, and their people can sign in. */
import { expect, test } from 'vitest';
import { codeOf } from '../support/factors.ts';
import { publicUrl } from '../support/harness.ts';
import { passkeyDevice } from '../support/passkey-device.ts';
import { addressOf } from './life-people.ts';
import { ownName } from './life-work.ts';
import { everyPage, openPast } from './past.ts';
import { releases } from './recording.ts';

const statuses = {
  editor: 'active',
  noticed: 'active',
  invited: 'invited',
  proposed: 'proposed',
  declined: 'declined',
  lapsed: 'deactivated',
  leaving: 'deactivated',
  removed: 'deactivated',
  closing: 'deactivated',
  erased: undefined,
};

test.each(releases)(
  'of release %i: the service is ready, and every list shows the recorded data',
  async (release) => {
    const past = await openPast(release);
    const { service, admin, known } = past;
    expect(await service.client().ready()).toEqual({ status: 'ok' });
    const everybody = await everyPage((cursor) =>
      admin.searchUsers({ body: { limit: 100, ...(cursor && { cursor }) } }),
    );
    const listed = new Map(everybody.map(({ email, status }) => [email, status]));
    const found = Object.keys(statuses).map((name) => [name, listed.get(addressOf(name))]);
    expect(Object.fromEntries(found)).toEqual(statuses);
    const { items } = await admin.listOrganizations();
    const { home, strict, closed } = known.organizations;
    expect(items.map(({ organizationId }) => organizationId)).toEqual(
      expect.arrayContaining([home, strict, closed]),
    );
    expect((await admin.listNotices()).items).toHaveLength(3);
    expect((await service.client().currentNotices()).items).toHaveLength(1);
    expect(await service.client().privacyNotice({})).toMatchObject({ version: 2 });
    expect((await admin.listOffers({ query: { organizationId: strict } })).items).toHaveLength(1);
    expect((await admin.listDataRequests()).items).toHaveLength(2);
    expect((await admin.listRestoreRequests({})).items).toMatchObject([
      { email: addressOf('asking') },
    ]);
    expect((await admin.listPoison()).items).toHaveLength(2);
    expect((await admin.listUpcoming({ query: { days: 366 } })).total).toBeGreaterThan(20);
    const { run } = await admin.readSuspendedRun();
    expect(run?.toDeactivate).toBe(21);
    const held = await admin.listSuspendedPeople({
      params: { runId: run?.runId ?? '' },
      query: { limit: 100 },
    });
    expect(held.items).toHaveLength(21);
    const events = await everyPage((cursor) =>
      admin.listEvents({
        query: { from: '2026-03-01T00:00:00Z', limit: 100, ...(cursor && { cursor }) },
      }),
    );
    expect(new Set(events.map(({ subjectKind }) => subjectKind)).size).toBeGreaterThanOrEqual(3);
    expect(events.length).toBeGreaterThan(150);
  },
);

test.each(releases)(
  'of release %i: people sign in with each kind of credential, and a session continues',
  async (release) => {
    const past = await openPast(release);
    const { service, known } = past;
    const editor = service.client();
    await editor.refresh({ body: { refreshToken: known.sessions['editor'] ?? '' } });
    expect((await editor.myData()).requests).toHaveLength(2);
    const app = await past.askedForMore('totp');
    service.clock.advance({ minutes: 1 });
    const code = codeOf(service, known.totpSecret);
    await app.client.completeSignIn({ body: { ticket: app.ticket, code } });
    const [recoveryCode = ''] = known.recoveryCodes;
    const recovered = await past.askedForMore('totp');
    await recovered.client.completeSignIn({ body: { ticket: recovered.ticket, recoveryCode } });
    expect((await recovered.client.me()).lastName).toBe(ownName.lastName);
    const device = passkeyDevice(publicUrl, true, known.passkeys);
    const asked = await past.askedForMore('passkey');
    const answer = device.get(asked.passkey ?? {});
    await asked.client.completeSignIn({ body: { ticket: asked.ticket, passkey: answer } });
    // A passkey challenge must be newer than the one last used.
    service.clock.advance({ seconds: 1 });
    const begun = await service.client().beginPasskeySignIn({ body: {} });
    const direct = service.client();
    const passkey = device.get(begun.passkey);
    await direct.signInWithPasskey({ body: { ticket: begun.ticket, passkey } });
    expect((await direct.me()).email).toBe(addressOf('passkey'));
  },
);

test.each(releases)('of release %i: links in sent e-mails work', async (release) => {
  const past = await openPast(release);
  const { service, admin, known } = past;
  const client = service.client();
  const { links } = known;
  const password = 'eight grey herons sleep';
  await service.activate(links['invitation'] ?? '');
  await client.resetPassword({ body: { token: links['password_reset'] ?? '', password } });
  await client.confirmAddressChange({ body: { token: links['address_change'] ?? '' } });
  await client.keepAlive({ body: { token: links['keep_alive'] ?? '' } });
  await client.askRestore({ body: { token: links['restore_request'] ?? '' } });
  expect((await admin.readUser(past.params('moving'))).email).toBe(addressOf('moving.on'));
  expect((await admin.listRestoreRequests({})).items).toHaveLength(2);
});
