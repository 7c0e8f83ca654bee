/** Adds second factors as a person does: an app, whose codes are computed here, and a passkey. */
import { Secret, TOTP } from 'otpauth';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, publicUrl, type Service } from './harness.ts';
import { passkeyDevice } from './passkey-device.ts';

type Clocked = { clock: Pick<Service['clock'], 'now'> };

/** @returns the app's current code */
export const codeOf = ({ clock }: Clocked, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });

export async function addApp(service: Clocked, client: Client, name = 'Phone') {
  const body = { currentPassword: goodPassword };
  const { ticket, secret } = await client.beginTotp({ body });
  const code = codeOf(service, secret);
  const { factorId, recoveryCodes = [] } = await client.addTotp({ body: { ticket, code, name } });
  return { secret, factorId, recoveryCodes };
}

export async function addPasskey(
  client: Client,
  device = passkeyDevice(publicUrl),
  name = 'Laptop',
) {
  const body = { currentPassword: goodPassword };
  const { ticket, passkey } = await client.beginPasskey({ body });
  await client.addPasskey({ body: { ticket, passkey: device.create(passkey), name } });
  return device;
}

/** Adds one factor of each kind. @param name of both, chosen by the person */
export async function addFactors(service: Clocked, client: Client, name: string): Promise<void> {
  await addApp(service, client, name);
  await addPasskey(client, passkeyDevice(publicUrl), name);
}
