/** Serves shared resources to the test files of one run, created on first request. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { json, serveLoopback } from '../../src/local/loopback-server.ts';
import { type Bundle, compilerRequest } from './ask-supplies.ts';
import { askCompiler, endCompiler } from './compiler-process.ts';

/** More than all test files and second services need. */
const accountsMax = 1_024;

/**
 * Test files get the connection string of their own storage account at `/storage`, the socket that
 * copies and reads whole accounts at `/direct`, the bundle at `/bundle`, and what the Bicep compiler
 * answers at `/bicep`: one for all, because another takes longer to start than it works. All belong to
 * this run only, whatever else runs on the machine.
 */
export async function startSupplies() {
  const folder = await mkdtemp(join(tmpdir(), 'tests-'));
  const socket = join(folder, 'direct');
  const preload = new URL(
    `./azurite-direct.ts?socket=${encodeURIComponent(socket)}`,
    import.meta.url,
  );
  let azurite: Promise<Azurite> | undefined;
  let building: Promise<Bundle> | undefined;
  let given = 0;

  async function storage(): Promise<string> {
    azurite ??= startAzurite({ accounts: accountsMax, preload: preload.href });
    const { accounts, connectionString } = await azurite;
    const account = accounts[given++];
    if (account !== undefined) return connectionString(account);
    throw new Error(`all ${accountsMax} storage accounts are taken: raise accountsMax`);
  }

  async function supply(path: string, asked: Buffer): Promise<unknown> {
    if (path === '/storage') return storage();
    if (path === '/bicep') {
      const { method, params } = compilerRequest.parse(JSON.parse(String(asked)));
      return askCompiler(method, params);
    }
    if (path === '/direct') return socket;
    building ??= buildInto(folder);
    return building;
  }

  const server = await serveLoopback(
    0,
    ({ url, body }) =>
      supply(url.pathname, body).then(
        (made) => json(200, made),
        (error) => json(500, error instanceof Error ? error.message : String(error)),
      ),
    () => {},
  );
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await (await azurite)?.stop();
      await endCompiler();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The host reads host.json from the folder above the bundle. */
async function buildInto(folder: string): Promise<Bundle> {
  const { buildBundle } = await import('../../src/build/bundle.ts');
  await cp(join(import.meta.dirname, '..', '..', 'host.json'), join(folder, 'host.json'));
  const { outdir, inputs, portal } = await buildBundle(join(folder, 'dist'));
  return { outdir, inputs, portal };
}
