/** Promise: this release finishes what earlier releases started, exactly once. */
import { expect, test } from 'vitest';
import { addressOf } from './life-people.ts';
import { openPast } from './past.ts';
import { releases } from './recording.ts';

test.each(releases)(
  'of release %i: unfinished e-mails, imports and changes are finished',
  async (release) => {
    const past = await openPast(release);
    const { service, admin, known } = past;
    await past.settleDown();
    for (const name of ['waiting', 'claimed'])
      expect(service.mailbox.messages(addressOf(name)), name).toHaveLength(1);
    expect(service.mailbox.messages(addressOf('editor'))).toHaveLength(1);
    const { importId } = known;
    expect(await admin.readImport({ params: { importId } })).toMatchObject({
      state: 'done',
      invited: 3,
      waiting: 0,
    });
    for (const line of [1, 2, 3])
      expect(service.mailbox.messages(addressOf(`half${line}`))).toHaveLength(1);
    const { items } = await admin.searchUsers({ body: { text: 'many20' } });
    expect(items).toMatchObject([{ role: 'editor' }]);
    const body = {
      firstName: 'Uusi',
      lastName: 'Ihminen',
      email: addressOf('unborn'),
      organizationId: known.organizations.home,
      role: 'expert',
    } as const;
    expect((await admin.createInvitation({ body })).status).toBe('invited');
    expect(await service.runTimer('repair')).toMatchObject({ finished: 0, undone: 0, failed: 0 });
  },
);

test.each(releases)(
  'of release %i: the suspended run processes exactly its people once confirmed',
  async (release) => {
    const past = await openPast(release);
    const { service, admin } = past;
    const { run } = await admin.readSuspendedRun();
    await admin.confirmSuspendedRun({ params: { runId: run?.runId ?? '' }, body: {} });
    await service.runTimer('lifecycle');
    await past.renew();
    expect((await admin.readUser(past.params('many3'))).status).toBe('deactivated');
    expect((await admin.readUser(past.params('editor'))).status).toBe('active');
    expect(await admin.readSuspendedRun()).toEqual({});
  },
);

test.each(releases)('of release %i: the suspended run can be discarded', async (release) => {
  const past = await openPast(release);
  const { admin } = past;
  const { run } = await admin.readSuspendedRun();
  await admin.dropSuspendedRun({ params: { runId: run?.runId ?? '' } });
  expect(await admin.readSuspendedRun()).toEqual({});
  expect((await admin.readUser(past.params('many3'))).why).not.toBe('administration');
});

test.each(releases)('of release %i: everyone awaiting a decision gets it', async (release) => {
  const past = await openPast(release);
  const { service, admin } = past;
  await admin.restoreUser({ ...(await past.read('asking')), body: {} });
  await admin.restoreUser({ ...(await past.read('removed')), body: {} });
  expect((await past.signedIn('removed')).tokens.access).toBeDefined();
  const taker = await past.signedIn('taker');
  const [offer] = (await taker.listOffers({})).items;
  await taker.acceptOffer({ ...past.params('offered'), body: {}, ifMatch: offer?.etag ?? '' });
  const [proposal] = (await taker.listInvitations({})).items.filter(
    ({ email }) => email === addressOf('proposed'),
  );
  await taker.approveInvitation({
    ...past.params('proposed'),
    body: {},
    ifMatch: proposal?.etag ?? '',
  });
  for (const { userId, requestId } of (await admin.listDataRequests()).items)
    await admin.answerDataRequest({
      params: { userId, requestId },
      body: { outcome: 'done', answer: 'It is done.' },
    });
  expect((await admin.listDataRequests()).items).toEqual([]);
  await service.drainMail();
  expect(service.mailbox.messages(addressOf('asking'))).toHaveLength(1);
});
