/** Promise: an area's code is loaded by the first requests to it, and a failure lasts for one only. */
import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askBundle } from './support/ask-supplies.ts';
import { startBuiltHost } from './support/built-host.ts';

const { outdir } = await askBundle();

/** The host reads host.json from the folder above. */
async function copied(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(outdir, '..', 'host.json'), join(folder, 'host.json'));
  await cp(outdir, join(folder, 'dist'), { recursive: true });
  return join(folder, 'dist');
}

async function started(folder: string) {
  const service = await startBuiltHost(undefined, folder);
  onTestFinished(service.stop);
  const ask = (path: string) => fetch(`${service.host.url}/${path}`);
  return { ...service, ask };
}

test('several first requests to an area at once are all answered', async () => {
  const { ask } = await started(outdir);
  const paths = ['api/notices', 'api/notices', 'api/contact', 'api/contact', 'api/docs'];
  const answers = await Promise.all(paths.map(ask));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
});

test.each(['notices-', 'handle-notices-'])(
  'an area whose file %s is unreadable fails with 500, is logged, and works with the next request after that',
  async (start) => {
    const folder = await copied();
    const [file = ''] = (await readdir(folder)).filter((name) => name.startsWith(start));
    const path = join(folder, file);
    const { ask, logs } = await started(folder);
    await rename(path, `${path}.away`);

    for (const _ of [1, 2]) {
      const failed = await ask('api/notices');
      expect([failed.status, (await failed.json()).code]).toEqual([500, 'internal_error']);
    }
    expect((await ask('api/contact')).status).toBe(200);
    const lines = logs.filter((line) => line.includes('"request_failed"'));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"endpoint":"currentNotices"');
    expect(lines.join()).not.toContain(folder);

    await rename(`${path}.away`, path);
    expect((await ask('api/notices')).status).toBe(200);
  },
);
