/** Samples of every operation on organizations, notices and the service itself. */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Client } from '../../src/client/client.ts';
import { mailRow } from '../../src/store/rows/work.ts';
import { readAll } from '../../src/store/tables.ts';
import { poisonOf, workQueues } from '../../src/store/work-queues.ts';
import { publicUrl } from '../support/harness.ts';
import { reportSecret, type World } from './open-world.ts';
import type { Sample } from './sample.ts';
import { as, happen, idFor, person, signedIn } from './world.ts';

const words = { fi: 'Tiedote', sv: 'Meddelande', en: 'Notice' };
const ifMatch = '"1"';

const notice = {
  level: 'info',
  title: words,
  text: words,
  from: '2026-03-02T00:00:00Z',
  until: '2027-03-02T00:00:00Z',
} as const;

/** @param make sends the request with its idempotency key */
const creating = (
  name: string,
  make: (admin: Client, idempotencyKey: string) => Promise<unknown>,
  more: Partial<Sample> = {},
): Sample => ({
  again: 'same',
  ...more,
  async arrange(world) {
    const key = randomUUID();
    const id = await idFor(world, name, key);
    return { about: [id], work: (on) => make(as(on, world.admin), key) };
  },
});

/** @param verb done to an empty organization */
const onOrganization = (
  verb: (admin: Client, organizationId: string) => Promise<unknown>,
): Sample => ({
  again: 'changed_meanwhile',
  async arrange(world) {
    const organizationId = await world.organization();
    return { about: [organizationId], work: (on) => verb(as(on, world.admin), organizationId) };
  },
});

const onNotice = (
  verb: (admin: Client, noticeId: string) => Promise<unknown>,
  again: Sample['again'],
): Sample => ({
  again,
  async arrange({ admin }) {
    const { noticeId } = await admin.createNotice({ body: notice });
    return { about: [noticeId], work: (on) => verb(as(on, admin), noticeId) };
  },
});

/** Reading events is recorded as an event before the response. */
const asking = (ask: (self: Client) => Promise<unknown>): Sample => ({
  again: 'more',
  async arrange(world) {
    const known = await person(world, { role: 'primary_user', organizationId: randomUUID() });
    const client = await signedIn(world, known);
    return { about: known.about, work: (on) => ask(as(on, client)) };
  },
});

/** An e-mail in a poison queue, as left by the host. */
const poisoned = (verb: (admin: Client, messageId: string) => Promise<unknown>): Sample => ({
  again: 'finishes',
  apart: true,
  hides: true,
  leaves: { lines: /^journal .*"kind":"mail_(retried|dropped)"/, since: 'the attempt is recorded' },
  async arrange(world) {
    const { userId, about } = await person(world);
    const { eventId } = await happen(world, userId, 'password_changed');
    const message = { userId, eventId, template: 'password_changed' };
    const text = Buffer.from(JSON.stringify(message)).toString('base64');
    const poison = await world.service.deps.store.queue(poisonOf(workQueues.now));
    const { messageId } = await poison.sendMessage(text);
    return {
      about,
      async work(on) {
        const client = as(on, world.admin);
        const { items } = await client.listPoison();
        if (items.length > 0) await verb(client, messageId);
      },
    };
  },
});

/** @param before runs before the e-mail is sent */
export async function sentMail(
  world: World,
  before: (email: string) => Promise<void> = async () => {},
) {
  const { userId, about, email } = await person(world);
  await before(email);
  const { eventId } = await happen(world, userId, 'password_changed');
  const { service } = world;
  await service.handleMail('now', { userId, eventId, template: 'password_changed' }, 1);
  const table = await service.deps.store.table('mails');
  for await (const row of readAll(table, mailRow, `userId eq '${userId}'`))
    return { about, operationId: row.rowKey };
  throw new Error('the e-mail has no row');
}

export const service = {
  createOrganization: creating('createOrganization', (admin, idempotencyKey) =>
    admin.createOrganization({
      body: { name: `Kauniainen ${idempotencyKey}`, language: 'sv' },
      idempotencyKey,
    }),
  ),
  changeOrganizationDetails: onOrganization((admin, organizationId) =>
    admin.changeOrganizationDetails({
      params: { organizationId },
      body: { language: 'sv' },
      ifMatch,
    }),
  ),
  changeAdmissionRules: onOrganization((admin, organizationId) =>
    admin.changeAdmissionRules({ params: { organizationId }, body: { proposals: true }, ifMatch }),
  ),
  closeOrganization: onOrganization((admin, organizationId) =>
    admin.closeOrganization({ params: { organizationId }, body: {}, ifMatch }),
  ),
  createNotice: creating('createNotice', (admin, idempotencyKey) =>
    admin.createNotice({ body: notice, idempotencyKey }),
  ),
  changeNotice: onNotice(
    (admin, noticeId) =>
      admin.changeNotice({ params: { noticeId }, body: { level: 'warning' }, ifMatch }),
    'changed_meanwhile',
  ),
  withdrawNotice: onNotice(
    (admin, noticeId) => admin.withdrawNotice({ params: { noticeId }, body: {}, ifMatch }),
    'changed_meanwhile',
  ),
  publishPrivacyNotice: creating(
    'publishPrivacyNotice',
    (admin, idempotencyKey) =>
      admin.publishPrivacyNotice({
        body: { changeNote: words, acknowledge: false },
        idempotencyKey,
      }),
    { alone: true },
  ),
  listEvents: asking((self) => self.listEvents({})),
  exportEvents: asking((self) => self.exportEvents({})),
  exportUsers: asking((self) => self.exportUsers({ body: {} })),
  nameSubjects: {
    again: 'same',
    reads: true,
    arrange: async ({ admin, adminId }) => ({
      about: [],
      work: (on) => as(on, admin).nameSubjects({ body: { ids: [adminId] } }),
    }),
  },
  retryPoison: poisoned((admin, messageId) =>
    admin.retryPoison({ params: { messageId }, body: {} }),
  ),
  dropPoison: poisoned((admin, messageId) => admin.dropPoison({ params: { messageId } })),
  retryAllPoison: poisoned((admin) => admin.retryAllPoison({ body: {} })),
  dropAllPoison: poisoned((admin) => admin.dropAllPoison()),
  reportDelivery: {
    again: 'finishes',
    async arrange(world) {
      const { about, operationId } = await sentMail(world);
      const data = { messageId: operationId, status: 'Bounced' };
      const eventType = 'Microsoft.Communication.EmailDeliveryReportReceived';
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-delivery-report-secret': reportSecret },
        body: JSON.stringify([{ eventType, data }]),
      };
      return {
        about,
        async work(on) {
          const { status } = await on.send(`${publicUrl}/api/mail/delivery-reports`, request);
          if (status !== 200) throw new Error(`the report got ${status}`);
        },
      };
    },
  },
} satisfies Record<string, Sample>;
