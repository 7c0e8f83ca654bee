/** The service's keys: made by itself, kept wrapped in `keys`, the same for every instance. */

import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, hourMs, laterBy, minuteMs } from '../policy/time.ts';
import type { Settings } from '../settings.ts';
import { assertRelease } from './release.ts';
import { type KeyRow, keyRow } from './rows.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, readPage, rowsUnder, type Stored, write } from './tables.ts';
import { derive, type MasterKey, masterKey, seal, unseal } from './wrap.ts';

const partitionKey = 'keys';
const rootKey = { partitionKey, rowKey: 'root' };
const signingPrefix = 'signing.';

export type SigningKey = {
  kid: string;
  activeFrom: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
};

/** Keyed hashes for one purpose each; none of them can be turned back. */
export type Keys = {
  /** When the service made its first key: since when it is there. */
  createdAt: string;
  /** @returns the key of an address in `logins` */
  emailHash(email: string): string;
  pepper: KeyObject;
  auditMac(text: string): string;
  /** @returns a link's secret, so that mails can be made later from ids alone */
  linkSecret(name: string): string;
  refreshSecret(name: string): string;
  /** @returns the name under which a source's wrong passwords are counted for the day */
  sourceHash(source: string, day: string): string;
  /** @returns what a recovery code is made of (hex), so that none is stored */
  recoverySecret(name: string): string;
  /** @param name of the row it is for: sealed for one it opens for no other */
  seal(secret: string, name: string): string;
  /** @throws Error when it was sealed by another key or for another name */
  unseal(sealed: string, name: string): string;
  /** @returns an id (UUID form) that the same request always gets again */
  idFor(request: string): string;
  /** Newest first, at least one; all are published, the newest active one signs. */
  signing: readonly SigningKey[];
};

/**
 * @returns the key that signs at that time; the oldest one when the clock is behind all of them, such
 *   as after it was set back
 */
export function signingKeyAt({ signing }: Pick<Keys, 'signing'>, now: string): SigningKey {
  const key = signing.find((candidate) => candidate.activeFrom <= now) ?? signing.at(-1);
  if (!key) throw new Error('the table keys has no signing key');
  return key;
}

type MasterKeys = Pick<Settings, 'MASTER_KEY' | 'MASTER_KEY_PREVIOUS'>;

export type Keyring = {
  load(now: string): Promise<Keys>;
  /** Makes the next signing key in time, drops outlived ones, wraps all under the present master. */
  tend(now: string): Promise<void>;
};

export function openKeyring(settings: MasterKeys, store: Store): Keyring {
  const master = masterKey(settings.MASTER_KEY);
  const previous = settings.MASTER_KEY_PREVIOUS;
  const masters = [master, ...(previous ? [masterKey(previous)] : [])];
  let cached: { at: number; keys: Promise<Keys> } | undefined;

  async function rows(): Promise<Stored<KeyRow>[]> {
    return (await readPage(await store.table('keys'), keyRow, { filter: rowsUnder(partitionKey) }))
      .rows;
  }

  async function read(now: string): Promise<Keys> {
    const [, first] = await Promise.all([assertRelease(store), rows()]);
    let found = first;
    if (!isComplete(found)) {
      await createMissing(store, master, found, now);
      found = await rows();
    }
    return open(found, masters);
  }

  return {
    load(now) {
      const at = Date.parse(now);
      const age = cached ? Math.abs(at - cached.at) : Number.POSITIVE_INFINITY;
      if (!cached || age > limit.keyCacheMinutes * minuteMs) {
        const keys = read(now);
        keys.catch(() => (cached = undefined));
        cached = { at, keys };
      }
      return cached.keys;
    },
    async tend(now) {
      await this.load(now);
      await rotate(store, master, masters, await rows(), now);
      cached = undefined;
    },
  };
}

function isComplete(rows: readonly Stored<KeyRow>[]): boolean {
  return (
    rows.some((row) => row.rowKey === rootKey.rowKey) &&
    rows.some((row) => row.rowKey.startsWith(signingPrefix))
  );
}

async function createMissing(
  store: Store,
  master: MasterKey,
  found: readonly Stored<KeyRow>[],
  now: string,
): Promise<void> {
  if (!found.some((row) => row.rowKey === rootKey.rowKey))
    await insert(store, rootKey.rowKey, {
      wrapped: master.wrap(randomBytes(32)),
      wrappedBy: master.id,
      createdAt: now,
    });
  if (!found.some((row) => row.rowKey.startsWith(signingPrefix)))
    await insert(store, signingName(1), newSigningKey(master, signingName(1), now, now));
}

/** Of several instances one inserts; the others read what it made. */
async function insert(store: Store, rowKey: string, row: KeyRow): Promise<void> {
  try {
    await write(await store.table('keys'), [{ do: 'insert', key: { partitionKey, rowKey }, row }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

function open(rows: readonly Stored<KeyRow>[], masters: readonly MasterKey[]): Keys {
  const rootRow = rows.find((row) => row.rowKey === rootKey.rowKey);
  if (!rootRow) throw new Error('the root key is missing from the table keys');
  const root = unwrap(rootRow, masters);
  const keyFor = (purpose: string) => derive(root, purpose, 32);
  const hash = (purpose: string, encoding: 'hex' | 'base64url' = 'base64url') => {
    // Node takes a key made once six times faster than its bytes each time.
    const key = createSecretKey(keyFor(purpose));
    return (text: string) => createHmac('sha256', key).update(text).digest(encoding);
  };
  const source = hash('source', 'hex');
  const id = hash('id', 'hex');
  const sealing = keyFor('seal');
  return {
    createdAt: rootRow.createdAt,
    emailHash: hash('email', 'hex'),
    pepper: createSecretKey(keyFor('pepper')),
    auditMac: hash('audit'),
    linkSecret: hash('link'),
    refreshSecret: hash('refresh'),
    sourceHash: (address, day) => source(`${day} ${address}`),
    recoverySecret: hash('recovery', 'hex'),
    seal: (secret, name) => seal(sealing, Buffer.from(secret), name),
    unseal: (sealed, name) => unseal(sealing, sealed, name).toString(),
    idFor: (request) => uuid(id(request)),
    signing: rows
      .filter((row) => row.rowKey.startsWith(signingPrefix))
      .map((row) => signingKey(row, masters))
      .sort((a, b) => (a.activeFrom < b.activeFrom ? 1 : -1)),
  };
}

function unwrap(row: KeyRow, masters: readonly MasterKey[]): Buffer {
  const master = masters.find((candidate) => candidate.id === row.wrappedBy);
  if (!master)
    throw new Error(
      'the keys in storage are wrapped by another master key: give it as MASTER_KEY_PREVIOUS',
    );
  return master.unwrap(row.wrapped);
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

function newSigningKey(master: MasterKey, kid: string, now: string, activeFrom: string): KeyRow {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    wrapped: master.wrap(privateKey.export({ format: 'der', type: 'pkcs8' })),
    wrappedBy: master.id,
    createdAt: now,
    activeFrom,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' },
  };
}

async function rotate(
  store: Store,
  master: MasterKey,
  masters: readonly MasterKey[],
  rows: readonly Stored<KeyRow>[],
  now: string,
): Promise<void> {
  const table = await store.table('keys');
  for (const row of rows.filter((candidate) => candidate.wrappedBy !== master.id)) {
    const wrapped = master.wrap(unwrap(row, masters));
    const rewrapped = { ...row, wrapped, wrappedBy: master.id };
    await write(table, [{ do: 'put', key: row, row: rewrapped, etag: row.etag }]);
  }
  const signing = rows.filter((row) => row.rowKey.startsWith(signingPrefix));
  const newest = signing.at(-1);
  const ahead = limit.keyPublishedAheadHours * hourMs;
  const activeUntil = newest?.activeFrom
    ? Date.parse(newest.activeFrom) + limit.keyRotationDays * dayMs
    : 0;
  if (newest && activeUntil - ahead <= Date.parse(now)) {
    const kid = signingName(Number(newest.rowKey.slice(signingPrefix.length)) + 1);
    await insert(store, kid, newSigningKey(master, kid, now, laterBy(now, ahead)));
  }
  const outlived = signing.filter((_, index) => {
    const successor = signing[index + 1];
    return successor?.activeFrom !== undefined && successor.activeFrom <= earlierBy(now, ahead);
  });
  for (const row of outlived) await write(table, [{ do: 'delete', key: row, etag: row.etag }]);
}

function signingName(number: number): string {
  return `${signingPrefix}${String(number).padStart(6, '0')}`;
}

/** RFC 9562, version 8: an id of our own making in the form of a UUID. */
function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** @returns the root key as stored, wrapped; undefined before the first start. One storage request. */
export async function readRootKey(store: Pick<Store, 'table'>): Promise<KeyRow | undefined> {
  return getRow(await store.table('keys'), keyRow, rootKey);
}
