/** People's actions of every kind in the last days of a recorded service. */
import { addApp, addPasskey } from '../support/factors.ts';
import { publicUrl } from '../support/harness.ts';
import { passkeyDevice } from '../support/passkey-device.ts';
import {
  addressOf,
  asRead,
  clientOf,
  idOf,
  invitee,
  joinEverybody,
  type Place,
  signInAgain,
} from './life-people.ts';

/** A unique name, so that traces of this person can be found. */
export const ownName = { firstName: 'Çınar-Äyräpää', lastName: 'Hövelström' };
const words = { fi: 'Tiedote', sv: 'Meddelande', en: 'Notice' };

export async function lastDays(place: Place) {
  const { service, organizations } = place;
  const { strict } = organizations;
  await joinEverybody(place, ['second'], 'admin');
  await joinEverybody(place, ['primary'], 'primary_user');
  await joinEverybody(place, ['taker'], 'primary_user', strict);
  await joinEverybody(place, ['proposer'], 'editor', strict);
  await joinEverybody(place, ['editor', 'totp', 'passkey', 'moving', 'resetting'], 'editor');
  await joinEverybody(place, ['offered', 'removed', 'closing', 'erased', 'guessed'], 'expert');
  await endSome(place);
  await propose(place);
  await publish(place);
  await askAboutData(place);
  await service.drainMail();
  const secrets = await protect(place);
  await signInAgain(place);
  const body = { organizationId: strict };
  await place.admin.offerUser({ ...(await asRead(place, 'offered')), body });
  const guess = { email: addressOf('guessed'), password: 'not the right one at all' };
  for (let tries = 0; tries < 3; tries++)
    await service
      .client()
      .signIn({ body: guess })
      .catch(() => {});
  return { ...secrets, links: await links(place) };
}

/** Ends accounts in every way, and requests the restoration of one. */
async function endSome(place: Place): Promise<void> {
  const { admin, service, password } = place;
  await admin.deactivateUser({ ...(await asRead(place, 'removed')), body: {} });
  await admin.eraseUser({ ...(await asRead(place, 'erased')), body: { confirm: 'erase' } });
  await clientOf(place, 'closing').closeMe({ body: { currentPassword: password } });
  const token = await service.tokenFor(addressOf('asking'));
  await service.client().askRestore({ body: { token } });
}

async function propose(place: Place): Promise<void> {
  const proposer = clientOf(place, 'proposer');
  const { strict } = place.organizations;
  const { email, userId } = await proposer.proposeInvitation({ body: invitee(strict, 'proposed') });
  place.people['proposed'] = { userId, email };
  const declined = await proposer.proposeInvitation({ body: invitee(strict, 'declined') });
  place.people['declined'] = { userId: declined.userId, email: declined.email };
  await clientOf(place, 'taker').declineInvitation({
    params: { userId: declined.userId },
    body: { reason: 'Not in this team' },
    ifMatch: declined.etag,
  });
}

async function publish({ admin, service }: Place): Promise<void> {
  const day = (days: number) =>
    new Date(service.clock.now() + days * 86_400_000).toISOString().slice(0, 19).concat('Z');
  const text = { level: 'info', title: words, text: words } as const;
  await admin.createNotice({ body: { ...text, from: day(-1), until: day(90) } });
  await admin.createNotice({ body: { ...text, level: 'warning', from: day(5), until: day(9) } });
  const { noticeId, etag } = await admin.createNotice({
    body: { ...text, level: 'disruption', from: day(-1), until: day(9) },
  });
  await admin.withdrawNotice({ params: { noticeId }, body: {}, ifMatch: etag });
  await admin.publishPrivacyNotice({ body: { changeNote: words, acknowledge: false } });
}

async function askAboutData(place: Place): Promise<void> {
  const editor = clientOf(place, 'editor');
  await editor.acknowledgePrivacyNotice({ body: { version: 2, language: 'sv' } });
  await editor.fileDataRequest({ body: { kind: 'correct', note: 'My name is Aino-Maija.' } });
  const { requestId } = await editor.fileDataRequest({ body: { kind: 'access' } });
  const params = { userId: idOf(place, 'editor'), requestId };
  await place.admin.answerDataRequest({ params, body: { outcome: 'done', answer: 'It is here.' } });
}

/** Gives one person an app and recovery codes, one of them used, and another person a passkey. */
async function protect(place: Place) {
  const { service, password } = place;
  const self = clientOf(place, 'totp');
  await self.changeMe({ body: ownName, ifMatch: (await self.me()).etag });
  await self.fileDataRequest({ body: { kind: 'object', note: `I am ${ownName.lastName}.` } });
  const { secret, recoveryCodes } = await addApp(service, self, `${ownName.firstName}'s phone`);
  const [used = '', ...unused] = recoveryCodes;
  const client = service.client();
  const refusal = await client
    .signIn({ body: { email: addressOf('totp'), password } })
    .catch((error) => error);
  const { ticket } = refusal.secondFactor;
  await client.completeSignIn({ body: { ticket, recoveryCode: used } });
  const device = passkeyDevice(publicUrl);
  await addPasskey(clientOf(place, 'passkey'), device);
  return { totpSecret: secret, recoveryCodes: unused, passkeys: device.keys() };
}

/** Creates an unused link for each purpose. */
async function links(place: Place) {
  const { service, password } = place;
  const { home } = place.organizations;
  const invited = await place.admin.createInvitation({ body: invitee(home, 'invited') });
  place.people['invited'] = { userId: invited.userId, email: invited.email };
  await service.client().forgotPassword({ body: { email: addressOf('resetting') } });
  const body = { email: addressOf('moving.on'), currentPassword: password };
  await clientOf(place, 'moving').requestAddressChange({ body });
  await service.drainMail();
  return {
    invitation: await service.tokenFor(addressOf('invited')),
    password_reset: await service.tokenFor(addressOf('resetting')),
    address_change: await service.tokenFor(addressOf('moving.on')),
    keep_alive: await service.tokenFor(addressOf('noticed')),
    restore_request: await service.tokenFor(addressOf('lapsed')),
  };
}
