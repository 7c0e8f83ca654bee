/** Promise: one search shows all lines of an invocation, none of another, and no personal data. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { api } from '../src/api.ts';
import { createClient } from '../src/client/client.ts';
import { type Host, startHost } from '../src/local/host.ts';
import { type HostLogEntry, logLine } from '../src/local/host-log.ts';
import { startMailbox } from '../src/local/mailbox.ts';
import { timerTable } from '../src/timers/timers.ts';
import { askBundle } from './support/ask-supplies.ts';
import { firstAdministrator, goodPassword, usualSettings } from './support/harness.ts';
import { freshAccount } from './support/storage.ts';

const { outdir } = await askBundle();

const line = z.looseObject({
  event: z.string(),
  requestId: z.string(),
  traceId: z.string().optional(),
  endpoint: z.string().optional(),
  timer: z.string().optional(),
});
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const otherPassword = 'nine grey owls listen';

const logged: HostLogEntry[] = [];
let host: Host;
let mailbox: Awaited<ReturnType<typeof startMailbox>>;
const secrets: string[] = [firstAdministrator, goodPassword, otherPassword];

beforeAll(async () => {
  const { connectionString } = await freshAccount();
  mailbox = await startMailbox();
  host = await startHost({
    bundlePath: join(outdir, 'main.cjs'),
    env: usualSettings(connectionString, mailbox.connectionString),
    storageConnectionString: connectionString,
    log: (entry) => logged.push(entry),
  });
  await host.invoke('firstAdministrator');
  await host.idle();
  const token = /#(\S+)/.exec(mailbox.messages(firstAdministrator)[0]?.text ?? '')?.[1] ?? '';
  const person = createClient(host.url);
  const language = 'en' as const;
  await person.activate({
    body: { token, password: goodPassword, language, privacyNoticeRead: true },
  });
  secrets.push(token, ...Object.values(person.tokens).filter((each) => each !== undefined));
});

afterAll(async () => {
  await host.stop();
  await mailbox.stop();
});

/** The service's own lines, each with the host's information about it. */
function lines() {
  return logged
    .filter(({ source }) => source === 'function')
    .map((entry) => ({ ...line.parse(JSON.parse(entry.message)), entry }));
}

const signIn = (email: string, headers: Record<string, string> = {}) =>
  fetch(`${host.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password: otherPassword }),
  });

describe('the lines of a request', () => {
  test("carry the id that is in its response and in the host's log", async () => {
    const answer = await signIn(firstAdministrator);
    const requestId = answer.headers.get('x-request-id') ?? '';
    expect(requestId).toMatch(idForm);
    const found = lines().filter((each) => each.requestId === requestId);
    expect(found.map(({ event }) => event)).toEqual(['sign_in_failed', 'refused']);
    for (const { entry } of found)
      expect(entry).toMatchObject({
        category: 'Function.signIn.User',
        functionName: 'signIn',
        invocationId: requestId,
      });
  });

  test('are kept apart from those of concurrent requests', async () => {
    const paths = ['users/me-not', 'me', 'events', 'organizations'];
    const asked = Array.from({ length: 24 }, (_, index) =>
      index % 2 === 0
        ? signIn(`nobody${index}@example.fi`)
        : fetch(`${host.url}/api/${paths[index % paths.length]}`),
    );
    const ids = (await Promise.all(asked)).map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(asked.length);
    for (const [index, id] of ids.entries()) {
      const found = lines().filter(({ requestId }) => requestId === id);
      const names = new Set(found.map(({ entry }) => entry.functionName));
      expect(names.size).toBe(1);
      expect(names.has('signIn')).toBe(index % 2 === 0);
      const events = found.map(({ event }) => event);
      expect(events).toEqual(index % 2 === 0 ? ['sign_in_failed', 'refused'] : ['refused']);
      for (const each of found.filter(({ event }) => event === 'refused'))
        expect(each.endpoint).toBe(each.entry.functionName);
    }
  });

  test("name the caller's trace, as Application Insights does", async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const answer = await signIn('traced@example.fi', { traceparent });
    const requestId = answer.headers.get('x-request-id');
    const found = lines().filter((each) => each.requestId === requestId);
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each.traceId).toBe(traceId);
  });

  test.each([
    '00-x","event":"mail_poisoned","x":"-00f067aa0ba902b7-01',
    '{"event":"mail_poisoned"}',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '|mail_poisoned.first.admin@example.fi.',
    'x'.repeat(2_000),
  ])('ignore the malformed trace %j', async (traceparent) => {
    const answer = await signIn('bent@example.fi', { traceparent, tracestate: traceparent });
    const requestId = answer.headers.get('x-request-id');
    const found = lines().filter((each) => each.requestId === requestId);
    expect(found.map(({ event }) => event)).toEqual(['sign_in_failed', 'refused']);
    for (const each of found) {
      expect(each).not.toHaveProperty('traceId');
      expect(each.entry.message).not.toContain('mail_poisoned');
      expect(each.entry.message.length).toBeLessThan(300);
    }
  });

  test('cannot be given an id by the caller', async () => {
    const wish = '11111111-1111-4111-8111-111111111111';
    const answer = await signIn('wish@example.fi', { 'x-request-id': wish, 'request-id': wish });
    expect(answer.headers.get('x-request-id')).not.toBe(wish);
    expect(JSON.stringify(lines())).not.toContain(wish);
  });

  test('have an id even if no function of the API responds', async () => {
    const [one, two] = await Promise.all(
      ['a', 'b'].map((path) => fetch(`${host.url}/api/no-such/${path}`)),
    );
    expect(one?.headers.get('x-request-id')).toMatch(idForm);
    expect(one?.headers.get('x-request-id')).not.toBe(two?.headers.get('x-request-id'));
  });
});

test('the lines of timers and queue functions carry the id of their invocation', async () => {
  await host.invoke('repair');
  await host.idle();
  const done = lines().filter(({ event }) => event === 'timer_done');
  expect(done.map((each) => each.timer)).toEqual(
    expect.arrayContaining(['firstAdministrator', 'repair']),
  );
  const sent = lines().filter(({ event }) => event === 'mail_sent');
  expect(sent.length).toBeGreaterThan(0);
  for (const each of [...done, ...sent]) {
    expect(each.requestId).toMatch(idForm);
    expect(each.requestId).toBe(each.entry.invocationId);
    expect(each.traceId).toMatch(/^[0-9a-f]{32}$/);
  }
  for (const each of done) expect(each.entry.functionName).toBe(each.timer);
  for (const each of sent) expect(each.entry.category).toBe('Function.mailNow.User');
});

test('nothing is written to the bare console, and no line identifies a person', () => {
  expect(logged.filter(({ source }) => source === 'console')).toEqual([]);
  const text = logged.map(logLine).join('\n');
  expect(lines().length).toBeGreaterThan(30);
  for (const secret of [...secrets, '@example', 'nobody']) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(secret).toString('base64'));
  }
  expect(text).not.toMatch(/eyJ[\w-]+\.|AccountKey=|Bearer /);
});

test("host.json passes every function's events, requests and failures, and little else", async () => {
  const path = join(import.meta.dirname, '..', 'host.json');
  const { logging } = JSON.parse(await readFile(path, 'utf8'));
  const levels = logging.logLevel;
  const own = host.functions.map(({ name }) => name);
  for (const name of [...Object.keys(api), ...Object.keys(timerTable), 'mailNow', 'mailLater']) {
    expect(own).toContain(name);
    expect(levels[`Function.${name}.User`]).toBe('Information');
  }
  expect(levels).toMatchObject({
    'Host.Results': 'Information',
    'Host.Function.Console': 'Information',
    Function: 'Warning',
  });
});
