/** Secrets of connected systems: derived from their ids by the keyring, so that none is stored. */
import type { Keys } from '../store/keyring.ts';
import type { System } from '../store/systems.ts';

type Named = { systemId: string; row: Pick<System['row'], 'secrets'> };

/** @returns 256 bits, base64url */
export const secretOf = (keys: Pick<Keys, 'systemSecret'>, systemId: string, id: string): string =>
  keys.systemSecret(`${systemId}.${id}`);

/** @returns those that are valid now, the old one and the new one */
export const secretsOf = (keys: Pick<Keys, 'systemSecret'>, { systemId, row }: Named): string[] =>
  row.secrets.map(({ id }) => secretOf(keys, systemId, id));

/** Systems of these two kinds prove their identity by a secret. */
export const hasSecret = ({ authentication }: Pick<System['row'], 'authentication'>): boolean =>
  authentication === 'client_secret_basic' || authentication === 'client_secret_post';
