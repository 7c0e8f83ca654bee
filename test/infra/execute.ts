/** Executes shell blocks of documents and pipelines, with stand-ins for the tools of the cloud. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answer, knownKey, type ShellCall } from './stand-in.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const tools = ['az', 'gh', 'azd', 'npm', 'curl'];

/** A call as one line, and the environment that it had. */
export type Executed = { line: string; env: ShellCall['env'] };

export type Outcome = { ok: boolean; errors: string; calls: Executed[] };

/** Sends a call with its exported variables; a wrong one ends the script with status 2. */
const prologue = [
  'set -eu -o pipefail',
  'exec < typed',
  'stand_in() {',
  '  exec 3<>"/dev/tcp/127.0.0.1/$STAND_IN_PORT"',
  "  { printf '%s\\0' $# \"$@\"; env -0; printf '\\0'; } >&3",
  '  local status; IFS= read -r status <&3',
  '  if [ "$status" = 0 ]; then cat <&3; else cat <&3 >&2; fi',
  '  exec 3>&-; return "$status"',
  '}',
  ...tools.map((tool) => `${tool}() { stand_in ${tool} "$@"; }`),
];

/** Executes a script in a copy of the project's files, as bash does with `set -eu`. */
export async function execute(script: string, given: ShellCall['env'] = {}): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'runbook-'));
  const calls: Executed[] = [];
  const server = createServer((socket) => receive(socket, folder, calls)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    for (const path of ['infra', 'package.json', 'azure.yaml'])
      await cp(join(root, path), join(folder, path), { recursive: true });
    await writeFile(join(folder, 'script'), [...prologue, script].join('\n'));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const env = { ...given, PATH: '/usr/bin:/bin', HOME: folder, STAND_IN_PORT: port };
    await writeFile(join(folder, 'typed'), `${knownKey}\n`);
    const { ok, errors } = await run('bash', ['script'], { cwd: folder, env }).then(
      ({ stderr }) => ({ ok: true, errors: stderr }),
      ({ stderr }) => ({ ok: false, errors: String(stderr) }),
    );
    return { ok, errors, calls };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Texts ended by NUL: how many arguments, the tool, its arguments, variables, an empty one. */
function receive(socket: Socket, folder: string, calls: Executed[]): void {
  let received = '';
  socket.setEncoding('utf8').on('data', (part) => {
    received += part;
    if (!received.endsWith('\0\0')) return;
    const [count, ...texts] = received.split('\0');
    const [tool = '', ...args] = texts.slice(0, Number(count));
    const variables = texts.slice(Number(count)).map((text) => /^(\w+)=([\s\S]*)$/.exec(text));
    const env = Object.fromEntries(
      variables.flatMap((found) => (found ? [[found[1], found[2]]] : [])),
    );
    calls.push({ line: [tool, ...args].join(' '), env });
    socket.end(reply({ tool, args, folder, env }));
  });
}

function reply(call: ShellCall): string {
  try {
    const text = answer(call);
    return text === '' ? '0\n' : `0\n${text}\n`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `2\n${call.tool} ${call.args.join(' ')}: ${message}\n`;
  }
}
