/** A newer release's queue messages: with unknown kinds, fields, templates and formats. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';

/** @param at instant of the e-mails' event, in milliseconds since 1970 */
export function newerMessages(userId: string, at: number): unknown[] {
  const eventId = ulid(at);
  const mail = { userId, eventId, template: 'password_changed' };
  return [
    { kind: 'delegation', delegationId: randomUUID() },
    { version: 2, payload: mail },
    { ...mail, template: 'delegation_started' },
    { ...mail, template: `delegation_${'x'.repeat(200)}` },
    { ...mail, priority: 'high' },
    { ...mail, to: 'auditors' },
    { ...mail, userId: `system:${userId}` },
    { ...mail, eventId: `2:${eventId}` },
    { ...mail, template: 'inactivity_notice', channel: 'letter' },
    { importId: randomUUID(), pace: 'slow' },
    { importId: `2:${randomUUID()}` },
    { userId: 'f'.repeat(64), eventId, template: 'reset_requested', channel: 'sms' },
    { handoverId: randomUUID() },
    [mail],
    {},
  ];
}
