/** Repeats the event of an erasure since the backup, at the end of the person's chain. */
import { z } from 'zod';
import { readMark } from '../store/backups.ts';
import { chained } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import type { Store } from '../store/store.ts';
import { withEventKey } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

/** The content that `markErased` stored. */
const mark = z.object({
  eventId: z.ulid(),
  kind: z.string(),
  at: z.string(),
  actorId: z.string(),
  organizationId: z.string(),
});

/**
 * @param account what is left of the account of a person erased again
 * @returns the account and the event; only the account if an older release left the mark
 */
export async function withErasureEvent(
  store: Pick<Store, 'container'>,
  keys: Pick<Keys, 'auditMac'>,
  account: Row,
): Promise<Row[]> {
  const { partitionKey: userId, chainHead, chainLength } = account;
  const text = await readMark(store, userId, String(account['erasedAt']));
  if (text === '') return [account];
  const { eventId, ...event } = mark.parse(JSON.parse(text));
  const number = Number(chainLength) + 1;
  const said = { ...event, eventId, userId, number, data: {} };
  const mac = keys.auditMac(chained(String(chainHead), said));
  return [
    { ...account, chainHead: mac, chainLength: number },
    withEventKey(userId, eventId, { ...event, data: '{}', mac, number }),
  ];
}
