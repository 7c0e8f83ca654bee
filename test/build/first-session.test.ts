/**
 * Promise: the output of `npm start` shows how to get in, and the commands in README.md have the
 * documented results, with only the tools of a bare Debian.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setOffset } from '../../src/local/clock.ts';
import { demoPassword, demoPeople } from '../../src/local/demo-people.ts';
import { type LocalService, startLocalService } from '../../src/local/local-service.ts';
import { parseStartOptions } from '../../src/local/start-options.ts';
import { startSummary } from '../../src/local/start-summary.ts';
import { askBundle } from '../support/ask-supplies.ts';
import { freePort } from '../support/free-port.ts';

const { outdir } = await askBundle();

const run = promisify(execFile);

/** Besides curl and Node.js, only what every Debian has. */
const tools = ['curl', 'grep', 'head', 'cut'];
const recordSeparator = '\u001e';
const uuid = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
const instant = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
/** A shell block in Markdown, followed by a JSON block. */
const withAnswer = /```sh\n((?:(?!```)[\s\S])*)```\n```json\n((?:(?!```)[\s\S])*)```/g;
const memory = parseStartOptions(['--memory']);

let service: LocalService;
let bin: string;

beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'bin-'));
  await symlink(process.execPath, join(bin, 'node'));
  for (const tool of tools) {
    const { stdout } = await run('sh', ['-c', `command -v ${tool}`]);
    await symlink(stdout.trim(), join(bin, tool));
  }
  service = await startLocalService({
    bundlePath: join(outdir, 'main.cjs'),
    port: await freePort(),
    folder: undefined,
    timeMachine: true,
    log: () => {},
  });
  // As `npm start` does before it prints, so that the invitation is in the mailbox.
  await service.wayIn();
});

afterAll(async () => {
  await service.stop();
  await setOffset(0);
  await rm(bin, { recursive: true });
});

test('npm start prints the portal, the mailbox and the activation link with its owner', async () => {
  const printed = await startSummary(service, memory);
  const wayIn = await service.wayIn();
  expect(wayIn.kind).toBe('activate');
  expect(printed).toMatch(new RegExp(`^ +Portal +${service.portalUrl}$`, 'm'));
  expect(printed).toMatch(new RegExp(`^ +Mailbox +${service.mailbox.url}$`, 'm'));
  const [link = ''] = /^ +http\S+#\S+$/m.exec(printed) ?? [];
  expect(wayIn).toEqual({ kind: 'activate', link: link.trim() });
  expect(printed.slice(0, printed.indexOf(link))).toContain(service.firstAdministrator);
});

test('every command in README.md prints the documented result', async () => {
  const { blocks, answers, shellBlocks } = await session();
  // All except the block that installs and starts.
  expect(blocks.length).toBe(shellBlocks - 1);
  for (const [number, block] of blocks.entries())
    expect(answers[number], block.command).toEqual(block.documented);
});

test('npm start prints where to sign in once an administrator is active', async () => {
  expect(await startSummary(service, memory)).toContain(`${service.portalUrl}/sign-in`);
});

test('npm start --demo ends with one user of each role and the password', async () => {
  const printed = await startSummary(service, parseStartOptions(['--memory', '--demo']));
  const end = printed.slice(printed.indexOf('Sign in'));
  expect(end).toContain(demoPassword);
  expect(end).toContain(service.firstAdministrator);
  for (const role of ['primary_user', 'editor', 'expert']) {
    const [, address] = new RegExp(`^ +${role} +(\\S+)$`, 'm').exec(end) ?? [];
    expect(demoPeople.find(({ email }) => email === address)).toMatchObject({
      role,
      state: 'active',
    });
  }
});

/** Runs the shell blocks that are followed by results, one after another, in one shell. */
async function session() {
  const readme = (await readFile('README.md', 'utf8'))
    .replaceAll('http://127.0.0.1:7071', service.url)
    .replaceAll('http://127.0.0.1:7072', service.mailbox.url);
  const found = [...readme.matchAll(withAnswer)];
  const blocks = found.map(([, command = '', text = '']) => ({
    command,
    documented: text.split('\n\n').map((each) => alike(sorted(JSON.parse(each)))),
  }));
  const script = blocks.map(({ command }) => `${command}printf '\\036'\n`).join('');
  const { stdout } = await run('/bin/sh', ['-euc', script], { env: { PATH: bin } });
  const answers = stdout
    .split(recordSeparator)
    .slice(0, -1)
    .map((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => sorted(JSON.parse(line))),
    );
  return { blocks, answers, shellBlocks: readme.split('```sh\n').length - 1 };
}

/** @returns a matcher for the value that ignores ids, instants and text replaced by `…` */
function alike(value: unknown): unknown {
  if (typeof value === 'string') return expect.stringMatching(patternOf(value));
  if (Array.isArray(value)) return value.map(alike);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, alike(each)]));
}

function patternOf(text: string): RegExp {
  const parts = text.split(new RegExp(`(${uuid}|${instant}|…)`));
  const patterns = parts.map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    if (part === '…') return '.+';
    return part.endsWith('Z') ? instant : uuid;
  });
  return new RegExp(`^${patterns.join('')}$`);
}

/** @returns the value with sorted lists of strings, because timers run in varying order */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, sorted(each)]));
}
