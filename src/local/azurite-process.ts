/** Starts Azurite's process, reads its addresses, moves its clock and stops it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { offset } from './clock.ts';
import { StartError } from './start-error.ts';
import { accountKey, type StorageUrls } from './storage-accounts.ts';

const startMilliseconds = 60_000;
/** Longer than Azurite may take to save, after which it exits by itself. */
const stopMilliseconds = 65_000;

export type AzuriteOptions = {
  /** Data folder; data stays in memory without one. */
  folder?: string;
  /** Free ports by default. */
  ports?: { blob?: number; queue?: number; table?: number };
  /** Number of accounts, named `t0`, `t1` …; the standard account by default. */
  accounts?: number;
  /** URL of one more module to load before Azurite. */
  preload?: string;
  /** PEM files, with which Azurite speaks HTTPS and checks bearer tokens. */
  oauthCert?: { certPath: string; keyPath: string };
};

/** Starts the process; `addresses` resolves when it is ready. */
export function launch(folder: string | undefined, accounts: string[], options: AzuriteOptions) {
  const script = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const args = (['blob', 'queue', 'table'] as const).flatMap((service) => [
    `--${service}Host`,
    '127.0.0.1',
    `--${service}Port`,
    String(options.ports?.[service] ?? 0),
  ]);
  args.push('--disableTelemetry', '--silent', '--skipApiVersionCheck');
  args.push(...(folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder]));
  if (options.oauthCert !== undefined) {
    const { certPath, keyPath } = options.oauthCert;
    args.push('--oauth', 'basic', '--cert', certPath, '--key', keyPath);
  }
  const preloads = [
    new URL('./azurite-child.ts', import.meta.url).href,
    options.preload ?? [],
  ].flat();
  return fork(script, args, {
    cwd: folder ?? tmpdir(),
    // Its own process group, so that Ctrl-C reaches only us and storage stops last.
    detached: true,
    execArgv: ['--no-warnings', ...preloads.flatMap((url) => ['--import', url])],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      AZURITE_DB: undefined,
      AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${accountKey(name)}`).join(';'),
      LOCAL_CLOCK_OFFSET: String(offset()),
      LOCAL_DATA_FOLDER: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Reads the three addresses that Azurite prints when it listens. */
export async function addresses(child: ChildProcess): Promise<StorageUrls> {
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(String(chunk)));
  const found = new Map<string, string>();
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const started = new Promise<void>((done, fail) => {
    const late = setTimeout(
      () => fail(new StartError('Azurite did not start.')),
      startMilliseconds,
    );
    lines.on('line', (line) => {
      const [, service, url] = /(\w+) service is successfully listening at (\S+)/.exec(line) ?? [];
      if (service !== undefined && url !== undefined) found.set(service.toLowerCase(), url);
      if (found.size === 3) done();
    });
    child.once('error', fail);
    child.once('close', () => fail(new StartError(reason(errors.join('')))));
    lines.once('close', () => clearTimeout(late));
  });
  await started;
  return {
    blob: found.get('blob') ?? '',
    queue: found.get('queue') ?? '',
    table: found.get('table') ?? '',
  };
}

function reason(errors: string): string {
  const taken = /EADDRINUSE.*?:(\d+)/.exec(errors)?.[1];
  if (taken !== undefined) return `Port ${taken} is taken: choose another for Azurite.`;
  return `Azurite stopped while starting: ${errors.trim().split('\n').at(-1) || 'no reason given'}`;
}

/** Resolves when the child has moved its clock or has exited. */
export async function tellClock(child: ChildProcess, milliseconds: number): Promise<void> {
  if (!child.connected) return;
  await new Promise<void>((done) => {
    const finish = () => {
      child.off('message', heard);
      child.off('exit', finish);
      done();
    };
    const heard = (message: unknown) => {
      if (Object(message).clockOffset === milliseconds) finish();
    };
    child.on('message', heard);
    child.once('exit', finish);
    child.send({ clockOffset: milliseconds });
  });
}

/** Lets the child save and exit, and kills it if it does not. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  else child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
  await gone;
  clearTimeout(hard);
}
