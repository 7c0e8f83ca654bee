/** Runs the built service on its host in a separate process, which can also hash on request. */
import { join } from 'node:path';
import { z } from 'zod';
import { startHost } from '../../src/local/host.ts';
import { emptyHash } from '../../src/sessions/empty-hash.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import { inParallel } from '../../src/store/in-parallel.ts';

const given = z
  .object({ outdir: z.string(), settings: z.record(z.string(), z.string()) })
  .parse(JSON.parse(process.env['HOST'] ?? ''));
const order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('rss') }),
  z.object({ do: z.literal('hash'), count: z.number(), atOnce: z.number(), cost: z.number() }),
]);

const host = await startHost({
  bundlePath: join(given.outdir, 'main.cjs'),
  env: given.settings,
  storageConnectionString: given.settings['AzureWebJobsStorage'] ?? '',
  log: () => {},
});
const hasher = makeHasher(join(given.outdir, 'hash-worker.cjs'));
process.on('message', (message) => void obey(order.parse(message)));
process.on('disconnect', () => process.exit());
process.send?.(host.url);

async function obey(asked: z.infer<typeof order>): Promise<void> {
  if (asked.do === 'hash') {
    const { count, atOnce, cost } = asked;
    const all = Array.from({ length: count }, (_, n) => `a password with number ${n}`);
    await inParallel(all, atOnce, async (password) => {
      await hasher.compare(password, emptyHash(cost));
    });
  }
  process.send?.(process.memoryUsage.rss());
}
