/** Leaves unfinished work behind, as a crashed process does, and waiting queue messages. */
import { Buffer } from 'node:buffer';
import { poisonOf, workQueues } from '../../src/store/work-queues.ts';
import type { runUntil } from '../faults/stopping.ts';
import { addressOf, asRead, invitee, type Place } from './life-people.ts';

type StopAt = typeof runUntil;
type Work = () => Promise<unknown>;

/** @returns the id of the half-done import */
export async function leaveUnfinished(place: Place, stopAt: StopAt): Promise<string> {
  const { admin, service, organizations, people } = place;
  const invite = (name: string) => () =>
    admin.createInvitation({ body: invitee(organizations.home, name) });
  const transaction = /\$batch/;
  await stopped(stopAt, transaction, 'before', invite('rehearsed'), invite('unborn'));
  await stopped(
    stopAt,
    transaction,
    'after',
    await role(place, 'many19'),
    await role(place, 'many20'),
  );
  await service.drainMail();
  const { userId } = await invite('waiting')();
  people['waiting'] = { userId, email: addressOf('waiting') };
  await claimMail(place, stopAt);
  const importId = await halveImport(place, stopAt);
  await setAside(place);
  await service.client().forgotPassword({ body: { email: addressOf('editor') } });
  return importId;
}

/** An unstopped rehearsal determines the request at which to stop the work. */
async function stopped(
  stopAt: StopAt,
  at: RegExp,
  when: 'before' | 'after',
  rehearsal: Work,
  work: Work,
): Promise<void> {
  const { requests } = await stopAt(undefined, rehearsal);
  const number = requests.findIndex((request) => at.test(request)) + 1;
  const outcome = await stopAt({ at: number, when }, work);
  if (number === 0 || !outcome.stopped) throw new Error(`nothing was stopped at ${at}`);
}

async function role(place: Place, name: string): Promise<Work> {
  const read = await asRead(place, name);
  return () => place.admin.changeRole({ ...read, body: { role: 'editor' } });
}

/** Leaves two e-mails in the queue, one of which was about to be sent. */
async function claimMail(place: Place, stopAt: StopAt): Promise<void> {
  const { admin, service, people, organizations } = place;
  const queue = await service.deps.store.queue(workQueues.now);
  const made = async (name: string): Promise<Work> => {
    const body = invitee(organizations.home, name);
    const { userId, email } = await admin.createInvitation({ body });
    people[name] = { userId, email };
    const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
    const messages = peekedMessageItems.map(({ messageText }) => JSON.parse(opened(messageText)));
    const message: unknown = messages.find((each) => each.userId === userId);
    return () => service.handleMail('now', message, 1);
  };
  await stopped(stopAt, /emails:send/, 'before', await made('sent'), await made('claimed'));
}

/** Completes one of three lines; the import's message is still in the queue. */
async function halveImport({ admin, service, organizations }: Place, stopAt: StopAt) {
  const start = async (name: string) => {
    const lines = [1, 2, 3].map((line) => `${name}${line}@example.fi,Tuotu,Rivi,expert`);
    const csv = ['email,firstName,lastName,role', ...lines].join('\n');
    const body = { organizationId: organizations.home, csv };
    const { importId } = await admin.startImport({ body });
    return { importId, work: () => service.handleMail('now', { importId }, 1) };
  };
  const rehearsal = await start('whole');
  const half = await start('half');
  await stopped(stopAt, /^PUT \S*\/imports\(/, 'after', rehearsal.work, half.work);
  return half.importId;
}

/** Adds messages to the poison queue, as the host does. */
async function setAside({ service, people }: Place): Promise<void> {
  const poison = await service.deps.store.queue(poisonOf(workQueues.later));
  const userId = people['editor']?.userId;
  const message = { userId, eventId: '01K0000000000000000000000A', template: 'role_changed' };
  await poison.sendMessage(sealed(JSON.stringify(message)), { messageTimeToLive: -1 });
  await poison.sendMessage('not even base64 {', { messageTimeToLive: -1 });
}

const opened = (text: string) => Buffer.from(text, 'base64').toString('utf8');
const sealed = (text: string) => Buffer.from(text).toString('base64');
