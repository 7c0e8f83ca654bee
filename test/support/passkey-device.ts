/** A passkey device that responds as a browser would: ES256, attestation "none". */
import { Buffer } from 'node:buffer';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import type { NewPasskey, PasskeyAnswer } from '../../src/policy/passkey-input.ts';

type Options = Record<string, unknown>;
type Key = { id: Buffer; privateKey: KeyObject; counter: number; userHandle: string };
/** The id and private key (PKCS #8) in base64. */
export type KeptKey = { id: string; privateKey: string; counter: number; userHandle: string };

/** Flags of authenticator data (WebAuthn, section 6.1). */
const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/**
 * @param origin the requesting page's origin
 * @param verifies false for a device that requires only a touch
 * @param kept passkeys saved from an earlier device
 */
export function passkeyDevice(origin: string, verifies = true, kept: readonly KeptKey[] = []) {
  const keys: Key[] = kept.map(opened);
  const flags = present | (verifies ? verified : 0);
  const host = new URL(origin).hostname;
  const clientData = (type: string, challenge: unknown) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  return {
    keys: (): KeptKey[] => keys.map(closed),

    create(options: Options): NewPasskey {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const id = randomBytes(16);
      const { id: userHandle = '' } = options['user'] as { id?: string };
      keys.push({ id, privateKey, counter: 0, userHandle });
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 16]), id, cose(x, y)]);
      const data = Buffer.concat([authenticatorData(host, flags | attested, 0), credential]);
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData('webauthn.create', options['challenge']).toString('base64url'),
          attestationObject: attestation(data).toString('base64url'),
          transports: ['internal'],
        },
      };
    },

    /** Signs with the newest passkey that the options allow. */
    get(options: Options): PasskeyAnswer {
      const allowed = (options['allowCredentials'] ?? []) as { id: string }[];
      const key = keys.findLast(
        ({ id }) =>
          allowed.length === 0 || allowed.some((each) => each.id === id.toString('base64url')),
      );
      if (!key) throw new Error('this device has no matching passkey');
      key.counter += 1;
      const data = authenticatorData(host, flags, key.counter);
      const said = clientData('webauthn.get', options['challenge']);
      const signed = Buffer.concat([data, createHash('sha256').update(said).digest()]);
      return {
        ...named(key.id),
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, key.privateKey).toString('base64url'),
          userHandle: key.userHandle,
        },
      };
    },
  };
}

function opened({ id, privateKey, ...rest }: KeptKey): Key {
  const key = Buffer.from(privateKey, 'base64');
  return {
    ...rest,
    id: Buffer.from(id, 'base64'),
    privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
  };
}

function closed({ id, privateKey, ...rest }: Key): KeptKey {
  const key = privateKey.export({ format: 'der', type: 'pkcs8' });
  return { ...rest, id: id.toString('base64'), privateKey: key.toString('base64') };
}

function named(id: Buffer) {
  const text = id.toString('base64url');
  return { id: text, rawId: text, type: 'public-key' as const, clientExtensionResults: {} };
}

function authenticatorData(host: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), count]);
}

/** CBOR `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`: a COSE key (RFC 9053), ES256 on P-256. */
function cose(x: string, y: string): Buffer {
  const bytes = (text: string) => [0x58, 0x20, ...Buffer.from(text, 'base64url')];
  return Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, ...bytes(x), 0x22, ...bytes(y)]);
}

/** CBOR `{fmt: "none", attStmt: {}, authData}`. */
function attestation(data: Buffer): Buffer {
  const text = (word: string) => Buffer.from([0x60 + word.length, ...Buffer.from(word)]);
  const length = Buffer.from([0x58, data.length]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
    ...[text('authData'), length, data],
  ]);
}
