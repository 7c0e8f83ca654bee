/** A recorded service's ties to other systems: somebody who moved in, and a system with news waiting. */
import { oldHashes } from '../support/old-hashes.ts';
import { authorizationUrl, enter, register } from '../support/systems.ts';
import { changeSignals } from '../support/told-system.ts';
import { addressOf, asRead, clientOf, type Place } from './life-people.ts';

/** Nobody uses the old password before the end of the recording. */
export async function moveIn({ admin, organizations, people, password }: Place): Promise<void> {
  const { organizationId, name } = await admin.createOrganization({
    body: { name: 'Hanko', language: 'fi' },
  });
  organizations.movedInto = organizationId;
  const line = {
    ...{
      externalId: 'old-1',
      email: addressOf('brought'),
      firstName: 'Tuotu',
      lastName: 'Muualta',
    },
    ...{ organization: name, role: 'editor', createdAt: '2020-01-01', lastSignInAt: '2026-08-01' },
    passwordHash: oldHashes.US(password),
  };
  const body = { text: JSON.stringify(line), mapping: { roles: [], organizations: [], homes: [] } };
  const { lines } = await admin.moveIn({ body });
  if (lines[0]?.outcome !== 'moved') throw new Error(`moving in ended with ${lines[0]?.code}`);
  const { items } = await admin.searchUsers({ body: { text: 'brought' } });
  for (const { userId, email } of items) people['brought'] = { userId, email };
}

/** @returns a system that polls, and has not been told that somebody's name changed */
export async function waitForNews(place: Place): Promise<{ systemId: string; secret: string }> {
  const { admin, service } = place;
  const system = await register(admin, { pkceRequired: false });
  const { systemId, secret } = await changeSignals(admin, system, { delivery: 'poll' });
  await enter(clientOf(place, 'editor'), authorizationUrl(systemId));
  await admin.changeUser({ ...(await asRead(place, 'editor')), body: { lastName: 'Uudempi' } });
  await service.drainMail();
  return { systemId, secret };
}
