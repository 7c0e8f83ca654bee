/** Promise: the real client sees Communication Services, and people see a safe inbox. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailClient, type EmailMessage } from '@azure/communication-email';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { advance, setOffset } from '../../src/local/clock.ts';
import { type Mailbox, startMailbox } from '../../src/local/mailbox.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
});
afterAll(() => mailbox.stop());
afterEach(async () => {
  await fetch(`${mailbox.url}/mailbox/messages`, { method: 'DELETE' });
  await fetch(`${mailbox.url}/mailbox/faults`, { method: 'DELETE' });
  await setOffset(0);
});

/** A token like the managed identity's for e-mail. */
const claims = JSON.stringify({ aud: 'https://communication.azure.com' });
const bearer = `Bearer e30.${Buffer.from(claims).toString('base64url')}.x`;

const clientOf = (box: Mailbox) =>
  new EmailClient(box.connectionString, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });

function mail(address: string, content: Partial<EmailMessage['content']> = {}): EmailMessage {
  return {
    senderAddress: 'do-not-reply@example.fi',
    content: { subject: 'Hello', plainText: 'Hello there', ...content },
    recipients: { to: [{ address, displayName: 'A B' }] },
  };
}

async function send(box: Mailbox, message: EmailMessage, operationId = randomUUID()) {
  const poller = await clientOf(box).beginSend(message, { operationId });
  return poller.getResult() ?? poller.getOperationState();
}

const order = (fault: object) =>
  fetch(`${mailbox.url}/mailbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
const page = async (path: string) => (await fetch(`${mailbox.url}${path}`)).text();

describe('the API', () => {
  test('accepts an e-mail and reports success', async () => {
    const id = randomUUID();
    expect(await send(mailbox, mail('a@example.fi'), id)).toMatchObject({
      id,
      status: 'Succeeded',
    });
    expect(mailbox.messages('A@example.fi')).toMatchObject([
      { id, to: ['a@example.fi'], subject: 'Hello', text: 'Hello there', html: '' },
    ]);
  });

  test('responds to a send like the service: 202, with where and when to poll', async () => {
    let answered: { status: number; location?: string; retry?: string } | undefined;
    await clientOf(mailbox).beginSend(mail('a@example.fi'), {
      onResponse: ({ status, headers, request }) => {
        if (request.method !== 'POST') return;
        answered = {
          status,
          location: headers.get('operation-location') ?? '',
          retry: headers.get('retry-after') ?? '',
        };
      },
    });
    expect(answered?.status).toBe(202);
    expect(answered?.location).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/emails\/operations\/[\da-f-]{36}\?api-version=/,
    );
    expect(Number(answered?.retry)).toBeGreaterThan(0);
  });

  test('delivers an operation once, however often it is sent', async () => {
    const id = randomUUID();
    await send(mailbox, mail('a@example.fi'), id);
    await send(mailbox, mail('a@example.fi'), id);
    expect(mailbox.messages('a@example.fi')).toHaveLength(1);
  });

  test.each([
    ['no text', mail('a@example.fi', { plainText: '' }), /plainText or html/],
    ['no subject', mail('a@example.fi', { subject: '' }), /subject/],
    ['no such address', mail('nowhere'), /is not an e-mail address/],
    ['nobody to send to', { ...mail('a@example.fi'), recipients: { to: [] } }, /needs 1 to 50/],
  ])('refuses an e-mail with %s (400)', async (_, message, expected) => {
    await expect(send(mailbox, message)).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadRequest',
      message: expect.stringMatching(expected),
    });
    expect(mailbox.messages()).toEqual([]);
  });

  test('refuses an unsigned, wrongly signed or changed request (401)', async () => {
    const url = `${mailbox.url}/emails:send?api-version=2025-09-01`;
    const body = JSON.stringify(mail('a@example.fi'));
    const signed = { authorization: 'HMAC-SHA256 SignedHeaders=x&Signature=eA==' };
    for (const headers of [{}, signed])
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401);
    const stranger = new EmailClient(`endpoint=${mailbox.url}/;accesskey=c3RyYW5nZXI=`, {
      allowInsecureConnection: true,
    });
    await expect(stranger.beginSend(mail('a@example.fi'))).rejects.toMatchObject({
      statusCode: 401,
    });
    expect(mailbox.messages()).toEqual([]);
  });
});

describe('faults', () => {
  test('429 with Retry-After as often as ordered, then no more', async () => {
    await order({ status: 429, retryAfterSeconds: 7, times: 2 });
    for (const _ of [1, 2])
      await expect(send(mailbox, mail('a@example.fi'))).rejects.toMatchObject({
        statusCode: 429,
        code: 'TooManyRequests',
      });
    expect(await send(mailbox, mail('a@example.fi'))).toMatchObject({ status: 'Succeeded' });
    expect(mailbox.messages()).toHaveLength(1);
  });

  test('a request without a response, which the caller has to abandon', async () => {
    await order({ hang: true });
    const abortSignal = AbortSignal.timeout(200);
    const sending = clientOf(mailbox).beginSend(mail('a@example.fi'), { abortSignal });
    await expect(sending).rejects.toThrow(/abort/i);
    expect(mailbox.messages()).toEqual([]);
  });

  test('an address that bounces ends as Failed', async () => {
    await order({ bounces: ['Gone@example.fi'] });
    await expect(send(mailbox, mail('gone@example.fi'))).rejects.toThrow(/failed\. EmailDropped/);
    expect(mailbox.messages('gone@example.fi')).toMatchObject([{ status: 'Failed' }]);
  });

  test('an empty order is refused', async () => {
    const refused = await order({ times: 3 });
    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toContain('needs status, hang or bounces');
  });

  test('the quotas per minute and per hour follow the local clock', async () => {
    const box = await startMailbox({ quota: { perMinute: 2, perHour: 3 } });
    const url = `${box.url}/emails:send?api-version=x`;
    const attempt = async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: bearer },
        body: JSON.stringify(mail('a@example.fi')),
      });
      return [response.status, Number(response.headers.get('retry-after'))];
    };
    expect(await attempt()).toEqual([202, 1]);
    expect(await attempt()).toEqual([202, 1]);
    const [status, seconds] = await attempt();
    expect(status).toBe(429);
    expect(seconds).toBeGreaterThan(55);
    expect(seconds).toBeLessThanOrEqual(60);
    await advance(60_000);
    expect(await attempt()).toEqual([202, 1]);
    const [again, wait] = await attempt();
    expect(again).toBe(429);
    expect(wait).toBeGreaterThan(3_500);
    await advance(3_600_000);
    expect(await attempt()).toEqual([202, 1]);
    await box.stop();
  });

  test('status requests have a quota too, twice as large', async () => {
    const box = await startMailbox({ quota: { perMinute: 1 } });
    const ask = async () => {
      const url = `${box.url}/emails/operations/${randomUUID()}?api-version=x`;
      return (await fetch(url, { headers: { authorization: bearer } })).status;
    };
    expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 429]);
    await box.stop();
  });
});

describe('the inbox', () => {
  const bad = '<script>alert(1)</script>';

  test('lists the newest first and searches by recipient', async () => {
    await send(mailbox, mail('first@example.fi', { subject: 'One' }));
    await send(mailbox, mail('second@example.fi', { subject: 'Two' }));
    const all = await page('/');
    expect(all.indexOf('Two')).toBeLessThan(all.indexOf('One'));
    const some = await page('/?to=FIRST');
    expect(some).toContain('One');
    expect(some).not.toContain('Two');
  });

  test('escapes everything and links the addresses in the text', async () => {
    await send(
      mailbox,
      mail('a@example.fi', {
        subject: bad,
        plainText: `${bad} https://example.fi/a?b=1&c=2#d .`,
      }),
    );
    const id = mailbox.messages()[0]?.id;
    const shown = await page(`/messages/${id}`);
    const list = await page(`/?to=${encodeURIComponent(`"${bad}`)}`);
    for (const html of [await page('/'), shown, list]) expect(html).not.toContain('<script');
    expect(shown).toContain('<a href="https://example.fi/a?b=1&amp;c=2#d"');
  });

  test('shows HTML in a frame without scripts, with links that open in a new tab', async () => {
    const html = `<html><head><title>x</title></head><body>${bad}<a href="https://x.fi">x</a></body></html>`;
    await send(mailbox, mail('a@example.fi', { html }));
    const id = mailbox.messages()[0]?.id;
    expect(await page(`/messages/${id}`)).toContain(
      `sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${id}/html"`,
    );
    const part = await fetch(`${mailbox.url}/messages/${id}/html`);
    expect(part.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups [^;]+; default-src 'none';/,
    );
    expect(await part.text()).toContain('<head><base target="_blank"><title>');
  });

  test('returns e-mails as JSON, and 404 for a missing one', async () => {
    await send(mailbox, mail('a@example.fi'));
    const { messages } = await (
      await fetch(`${mailbox.url}/mailbox/messages?to=a@example.fi`)
    ).json();
    expect(messages).toEqual(mailbox.messages());
    const one = await fetch(`${mailbox.url}/mailbox/messages/${messages[0].id}`);
    expect(await one.json()).toEqual(messages[0]);
    expect((await fetch(`${mailbox.url}/mailbox/messages/x`)).status).toBe(404);
    expect((await fetch(`${mailbox.url}/messages/x`)).status).toBe(404);
  });
});

describe('a folder', () => {
  test('keeps e-mails across a restart, dropping a partial line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    const first = await startMailbox({ folder });
    const id = randomUUID();
    await send(first, mail('a@example.fi', { subject: 'One' }), id);
    await send(first, mail('a@example.fi', { subject: 'Two' }));
    await first.stop();
    appendFileSync(join(folder, 'mailbox.jsonl'), '{"id":"half');
    const second = await startMailbox({ folder });
    expect(second.messages().map(({ subject }) => subject)).toEqual(['Two', 'One']);
    await send(second, mail('a@example.fi', { subject: 'One' }), id);
    expect(second.messages()).toHaveLength(2);
    await second.stop();
    expect(readFileSync(join(folder, 'mailbox.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  test('refuses damaged data and a taken port in one line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    writeFileSync(join(folder, 'mailbox.jsonl'), 'nonsense\n');
    await expect(startMailbox({ folder })).rejects.toThrow(/mailbox\.jsonl is damaged/);
    const port = Number(new URL(mailbox.url).port);
    await expect(startMailbox({ port })).rejects.toThrow(`Port ${port} is taken`);
  });
});
