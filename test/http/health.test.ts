/** Promise: the service reports whether it can work, and what is wrong if it cannot. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCountingProxy } from '../support/counting-proxy.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

let behind: Service;

beforeAll(async () => {
  behind = await startService();
});

afterAll(() => behind.stop());

const ready = (service: Service) => service.send(`${publicUrl}/api/health/ready`);

test('ready returns 200 while storage and keys work', async () => {
  const response = await ready(behind);
  expect(response.status).toBe(200);
});

test('ready reports what is wrong (503) while live still responds', async () => {
  const proxy = await startCountingProxy(behind.connectionString);
  const service = await startService({ ...behind, connectionString: proxy.connectionString });
  proxy.stop();
  const response = await ready(service);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('10');
  const { faults } = await response.json();
  expect(faults).toEqual([
    { field: 'storage', message: 'does not respond' },
    { field: 'keys', message: 'cannot be opened' },
  ]);
  expect((await service.send(`${publicUrl}/api/health/live`)).status).toBe(200);
  await service.close();
});
