/** `npm start` runs the whole service on this machine until Ctrl-C. */
import { createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../build/run-tool.ts';
import { type HostLog, logLine, logToStderr } from './host-log.ts';
import { type LocalService, startLocalService } from './local-service.ts';
import type { LoopbackServer } from './loopback-server.ts';
import { codeOf, StartError } from './start-error.ts';
import { parseStartOptions, type StartOptions, usage } from './start-options.ts';
import { startSummary } from './start-summary.ts';

const stopMilliseconds = 12_000;
const bundlePath = join(import.meta.dirname, '..', '..', 'dist', 'main.cjs');

// When nobody reads its output any more, the service still runs on and saves its data at the end.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

try {
  await main(process.argv.slice(2));
} catch (error) {
  const expected =
    error instanceof Error && /^(StartError|SettingsError|PackageError)$/.test(error.name);
  const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

async function main(args: string[]): Promise<void> {
  const options = parseStartOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  await build();
  const service = await startLocalService({
    bundlePath,
    port: options.port,
    folder: options.folder,
    timeMachine: options.demo,
    log: logTo(options.folder),
  });
  const parts: Pick<LocalService, 'stop'>[] = [service];
  const stop = async () => {
    for (const each of parts.splice(0).reverse()) await each.stop();
  };
  stopOnSignal(stop);
  try {
    const manual = options.demo ? await startDemo(service, options) : undefined;
    if (manual) parts.push(manual);
    process.stdout.write(await startSummary(service, options, manual?.url));
  } catch (error) {
    await stop();
    throw error;
  }
}

/** In a process that ends, since the compiler and what it has read would stay in memory. */
async function build(): Promise<void> {
  const { ok, output } = await runTool(['node', 'src/build/bundle.ts']);
  if (!ok) throw new StartError(`The service can't be built:\n${output}`);
}

async function startDemo(
  service: LocalService,
  { port, folder }: StartOptions,
): Promise<LoopbackServer | undefined> {
  await fillOnce(service, folder);
  const { startDemoManual } = await import('./demo-manual.ts');
  const { portalUrl: issuer, firstAdministrator } = service;
  return startDemoManual({ issuer, port: port + 2, folder, firstAdministrator });
}

/** Logs everything to a file beside the data, and warnings and errors to the terminal too. */
function logTo(folder: string | undefined): HostLog {
  if (folder === undefined) return logToStderr;
  let file: ReturnType<typeof createWriteStream> | undefined;
  return (entry) => {
    file ??= openLog(join(folder, 'service.log'));
    file.write(`${logLine(entry)}\n`);
    logToStderr(entry);
  };
}

/** A log that can't be written is said once; the service runs on without it. */
function openLog(path: string): ReturnType<typeof createWriteStream> {
  const file = createWriteStream(path);
  file.once('error', (error) =>
    process.stderr.write(`The log ${path} can't be written (${codeOf(error)}).\n`),
  );
  // A stream that failed reports each later line as well.
  return file.on('error', () => {});
}

/** Ctrl-C may arrive twice, from the terminal and from npm; the second is ignored. */
function stopOnSignal(stopAll: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopMilliseconds).unref();
    process.stdout.write('\nStopping …\n');
    stopAll().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Fills the service with people, unless it already has them. */
async function fillOnce(service: LocalService, folder: string | undefined): Promise<void> {
  const mark = folder === undefined ? undefined : join(folder, 'filled');
  if (mark !== undefined && existsSync(mark)) return;
  if ((await service.wayIn()).kind === 'sign_in') {
    process.stdout.write(
      'The last run ended while filling the service: some people are missing.\n',
    );
    return;
  }
  const { seedDemo } = await import('./demo.ts');
  await seedDemo({
    serviceUrl: service.url,
    mailboxUrl: service.mailbox.url,
    firstAdministrator: service.firstAdministrator,
    report: (text: string) => {
      process.stdout.write(`${text}\n`);
    },
  });
  if (mark !== undefined) writeFileSync(mark, '');
}
