/** Keys that sign tokens: published before they are used, and replaced by a timer. */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { limit } from '../policy/limits.ts';
import type { SigningAlgorithm } from '../policy/openid.ts';
import { dayMs, earlierBy, hourMs, laterBy } from '../policy/time.ts';
import { insertKey, unwrap } from './key-rows.ts';
import type { KeyRow } from './rows/state.ts';
import type { Store } from './store.ts';
import { type Stored, write } from './tables.ts';
import type { MasterKey } from './wrap.ts';

export type SigningKey = {
  kid: string;
  activeFrom: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
};

/** The names of the rows; earlier releases know only `signing.` and read it as ES256. */
const prefixes = { ES256: 'signing.', RS256: 'rsa.' } as const;

const rsaBits = 2_048;
const generate = promisify(generateKeyPair);

export const signingName = (algorithm: SigningAlgorithm, number: number): string =>
  `${prefixes[algorithm]}${String(number).padStart(6, '0')}`;

export const isSigning = ({ rowKey }: { rowKey: string }, algorithm: SigningAlgorithm): boolean =>
  rowKey.startsWith(prefixes[algorithm]);

/** @returns the keys of the algorithm, newest first */
export function signingKeysIn(
  rows: readonly Stored<KeyRow>[],
  masters: readonly MasterKey[],
  algorithm: SigningAlgorithm,
): SigningKey[] {
  return rows
    .filter((row) => isSigning(row, algorithm))
    .map((row) => signingKey(row, masters))
    .sort((a, b) => (a.activeFrom < b.activeFrom ? 1 : -1));
}

/**
 * @param keys newest first
 * @returns the key that signs at that time; the oldest one if the clock is behind all of them, for
 *   example after it was set back
 */
export function signingKeyAt(keys: readonly SigningKey[], now: string): SigningKey {
  const key = keys.find((candidate) => candidate.activeFrom <= now) ?? keys.at(-1);
  if (!key) throw new Error('the table keys has no signing key');
  return key;
}

function signingKey(row: Stored<KeyRow>, masters: readonly MasterKey[]): SigningKey {
  const privateKey = createPrivateKey({
    key: unwrap(row, masters),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    kid: row.rowKey,
    activeFrom: row.activeFrom ?? row.createdAt,
    privateKey,
    publicKey: createPublicKey(privateKey),
    jwk: row.publicJwk ?? {},
  };
}

export async function newSigningKey(
  master: MasterKey,
  algorithm: SigningAlgorithm,
  kid: string,
  now: string,
  activeFrom: string,
): Promise<KeyRow> {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? await generate('rsa', { modulusLength: rsaBits })
      : await generate('ec', { namedCurve: 'P-256' });
  return {
    wrapped: master.wrap(privateKey.export({ format: 'der', type: 'pkcs8' })),
    wrappedBy: master.id,
    createdAt: now,
    activeFrom,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: algorithm },
  };
}

/** Creates the successor in time and drops keys that no valid token can name any more. */
export async function rotate(
  store: Store,
  master: MasterKey,
  algorithm: SigningAlgorithm,
  rows: readonly Stored<KeyRow>[],
  now: string,
): Promise<void> {
  const signing = rows.filter((row) => isSigning(row, algorithm));
  const newest = signing.at(-1);
  const ahead = limit.keyPublishedAheadHours * hourMs;
  const activeUntil = newest?.activeFrom
    ? Date.parse(newest.activeFrom) + limit.keyRotationDays * dayMs
    : 0;
  if (newest && activeUntil - ahead <= Date.parse(now)) {
    const number = Number(newest.rowKey.slice(prefixes[algorithm].length)) + 1;
    const kid = signingName(algorithm, number);
    await insertKey(
      store,
      kid,
      await newSigningKey(master, algorithm, kid, now, laterBy(now, ahead)),
    );
  }
  const outlived = signing.filter((_, index) => {
    const successor = signing[index + 1];
    return successor?.activeFrom !== undefined && successor.activeFrom <= earlierBy(now, ahead);
  });
  const table = await store.table('keys');
  for (const row of outlived) await write(table, [{ do: 'delete', key: row, etag: row.etag }]);
}
