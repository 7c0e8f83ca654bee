/**
 * Runs a commit's service, fills it, and stores its storage beside this file:
 * `node test/releases/record.ts [COMMIT]`, by default for the newest commit.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { copyOf } from '../support/stored-copy.ts';
import { fileOf, type Recording } from './recording.ts';
import { tellLife } from './tell-life.ts';

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();

async function record(commit: string, folder: string): Promise<Recording> {
  // The commit's own service and test support, with the current types.
  const load = (path: string) => import(pathToFileURL(join(folder, path)).href);
  const harness: typeof import('../support/harness.ts') = await load('test/support/harness.ts');
  const stopping: typeof import('../faults/stopping.ts') = await load('test/faults/stopping.ts');
  const local: typeof import('../../src/local/provision.ts') = await load('src/local/provision.ts');
  const azurite = await startAzurite();
  const mailbox = await startMailbox();
  const connectionString = azurite.connectionString();
  try {
    await local.provision(connectionString);
    const clock = harness.makeClock();
    const service = await harness.startService({ connectionString, mailbox, clock, logs: [] });
    const known = await tellLife(service, harness.goodPassword, stopping.runUntil);
    const storage = await copyOf(connectionString);
    await service.stop();
    const own = storage.tables['keys']?.find(({ rowKey }) => rowKey === 'release');
    const masterKey = service.deps.settings.MASTER_KEY;
    const release = Number(own?.['release'] ?? 1);
    return { release, commit, at: clock.iso, masterKey, known, storage };
  } finally {
    await mailbox.stop();
    await azurite.stop();
  }
}

const commit = git('rev-parse', process.argv[2] ?? 'HEAD');
const folder = join(await mkdtemp(join(tmpdir(), 'release-')), 'tree');
git('worktree', 'add', '--quiet', '--detach', folder, commit);
try {
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const recording = await record(commit, folder);
  const packed = gzipSync(JSON.stringify(recording), { level: 9 });
  await writeFile(fileOf(recording.release), packed);
  process.stdout.write(`release ${recording.release} at ${recording.at}: ${packed.length} bytes\n`);
} finally {
  git('worktree', 'remove', '--force', folder);
  await rm(join(folder, '..'), { recursive: true, force: true });
}
// Deliberately stopped work never ends by itself.
process.exit();
