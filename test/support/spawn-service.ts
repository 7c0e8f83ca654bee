/** Runs the whole local service in a separate process, which a test may kill. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { askBundle } from './ask-supplies.ts';
import { freePort } from './free-port.ts';

const { outdir } = await askBundle();

const ready = z.object({ url: z.url(), link: z.string().optional() });

const moduleUrl = new URL('../../src/local/local-service.ts', import.meta.url).href;

/**
 * @param folder undefined for in memory only
 * @returns `link`: the first administrator's, until used; `said`: warnings, once the process ends
 */
export async function spawnService(folder?: string, env: Record<string, string> = {}) {
  const options = {
    bundlePath: `${outdir}/main.cjs`,
    port: await freePort(),
    timeMachine: true,
  };
  const program = `
    const { startLocalService } = await import(${JSON.stringify(moduleUrl)});
    const service = await startLocalService({
      ...${JSON.stringify(options)},
      folder: ${JSON.stringify(folder)},
      log: ({ level, message }) => level === 'warning' && process.stderr.write(message + '\\n'),
    });
    const { link } = await service.wayIn();
    process.stdout.write(JSON.stringify({ url: service.url, link }) + '\\n');
    process.on('SIGTERM', () => service.stop().then(() => process.exit(0)));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HASH_COST: '4', PERSON_REQUESTS_PER_MINUTE: '1000000', ...env },
    // A separate process group, as from a terminal.
    detached: true,
  });
  const said = text(child.stderr);
  const end = async (signal: NodeJS.Signals, whole: 'process' | 'group' = 'process') => {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (child.pid === undefined || ended) return;
    const gone = once(child, 'exit');
    process.kill(whole === 'group' ? -child.pid : child.pid, signal);
    await gone;
  };
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'exit').then(async () => Promise.reject(new Error(await said)));
  failed.catch(() => {});
  const [line] = await Promise.race([once(lines, 'line'), failed]);
  const { pid = 0 } = child;
  return { ...ready.parse(JSON.parse(String(line))), pid, said, end };
}
