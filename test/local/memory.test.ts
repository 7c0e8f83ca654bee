/** Promise: the whole service with its storage fits into 350 MB, also after use. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf } from '../bench/processors.ts';
import { spawnService } from '../support/spawn-service.ts';

const megabytesMax = 350;
const signIns = 40;

let service: Awaited<ReturnType<typeof spawnService>>;
beforeAll(async () => {
  service = await spawnService();
});
afterAll(() => service.end('SIGTERM'));

/** Memory that several processes share is divided among them (proc(5), Pss). */
function megabytesOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss: +(\d+) kB$/m.exec(text)?.[1]) / 1_024;
}

test.runIf(process.platform === 'linux')(
  'the service, its hashing threads and storage take at most 350 MB after sign-ins and pages',
  async () => {
    const { url, pid } = service;
    for (const path of ['/', '/api/health/ready', '/api/openapi.json'])
      expect((await fetch(`${url}${path}`)).status).toBe(200);
    const tried = Array.from({ length: signIns }, async (_, n) => {
      const body = JSON.stringify({
        email: `nobody${n}@example.fi`,
        password: 'not the right one',
      });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${url}/api/sessions`, { method: 'POST', headers, body })).status;
    });
    expect(await Promise.all(tried)).toContain(401);
    const processes = [pid, ...childrenOf(pid)];
    expect(processes).toHaveLength(2);
    const megabytes = processes.map(megabytesOf).reduce((sum, each) => sum + each, 0);
    expect(megabytes).toBeGreaterThan(100);
    expect(megabytes).toBeLessThanOrEqual(megabytesMax);
  },
);
