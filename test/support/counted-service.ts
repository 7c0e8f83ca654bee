/** A service whose storage requests are counted, and another one on the same storage without that. */
import { startCountingProxy } from './counting-proxy.ts';
import { startService } from './harness.ts';

export async function startCountedService() {
  const behind = await startService();
  const proxy = await startCountingProxy(behind.connectionString);
  const service = await startService({ ...behind, connectionString: proxy.connectionString });
  return {
    behind,
    service,
    proxy,
    async stop() {
      proxy.stop();
      await service.stop();
      await behind.stop();
    },
  };
}

export type CountedService = Awaited<ReturnType<typeof startCountedService>>;
