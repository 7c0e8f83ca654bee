/** The header of a backup: readable by everybody, useless without the master key. */
import { z } from 'zod';
import type { KeyRow } from '../store/rows/state.ts';
import { derive, masterKey } from '../store/wrap.ts';

export const header = z.object({
  /** The first format holds neither imports nor the roots of the audit log. */
  format: z.enum(['accounts-backup-1', 'accounts-backup-2']),
  /** ISO instant at which it began. */
  at: z.string(),
  /** Random; the key of this backup is derived from it. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** The service's root key, wrapped under the master key of that day. */
  wrapped: z.string(),
  wrappedBy: z.string(),
});
export type Header = z.infer<typeof header>;

export type Masters = { MASTER_KEY: string; MASTER_KEY_PREVIOUS?: string | undefined };

/**
 * @param root the service's wrapped root key
 * @returns the key of the backup with this id (AES-256)
 * @throws Error if neither the current nor the previous master key is the one of that day
 */
export function backupKey(
  { MASTER_KEY, MASTER_KEY_PREVIOUS }: Masters,
  root: Pick<KeyRow, 'wrapped' | 'wrappedBy'>,
  id: string,
): Buffer {
  const masters = [MASTER_KEY, MASTER_KEY_PREVIOUS].flatMap((key) => (key ? [masterKey(key)] : []));
  const master = masters.find((candidate) => candidate.id === root.wrappedBy);
  if (!master)
    throw new Error(
      'the backup was made under another master key: set that one as MASTER_KEY_PREVIOUS',
    );
  return derive(master.unwrap(root.wrapped), `backup/${id}`, 32);
}
