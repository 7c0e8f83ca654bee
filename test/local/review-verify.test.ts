/** Promise: an exported review is signed with the published keys, and any change of it is found. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';
import { confirmAll, openReviewPlaces } from '../support/review-place.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['src/local/review-verify.ts', ...args], { encoding: 'utf8' });

async function saved() {
  const places = await openReviewPlaces(service, admin);
  const organizationId = await places.organization();
  await places.signedIn(organizationId, 'primary_user');
  await places.person(organizationId, 'expert', {
    person: { firstName: 'Åsa', lastName: '=Öhman' },
  });
  await places.start(organizationId);
  await confirmAll(admin, organizationId);
  const { csv, signature } = await admin.exportReview({ params: { organizationId }, body: {} });
  const keys = await (await service.send(`${publicUrl}/.well-known/jwks.json`)).text();
  const folder = await mkdtemp(join(tmpdir(), 'review-'));
  const files = { csv: join(folder, 'review.csv'), signature: join(folder, 'review.jws') };
  const jwks = join(folder, 'jwks.json');
  await writeFile(files.csv, csv);
  await writeFile(files.signature, `${signature}\n`);
  await writeFile(jwks, keys);
  return { csv, files, keys: jwks };
}

test('the exported file is intact, and one changed letter, key or signature is found', async () => {
  const { csv, files, keys } = await saved();
  expect(csv).toMatch(/^\ufefforganization,Espoo/);
  expect(csv).toMatch(/'=Öhman,Åsa,.*,expert,here,2026-03-02T/);
  const args = ['--csv', files.csv, '--signature', files.signature, '--keys', keys];
  expect(run(...args)).toMatchObject({
    status: 0,
    stdout: 'The review is as the service signed it.\n',
  });
  await writeFile(files.csv, csv.replace(',here,', ',left,'));
  expect(run(...args).status).toBe(1);
  await writeFile(files.csv, csv);
  await writeFile(keys, JSON.stringify({ keys: [] }));
  expect(run(...args)).toMatchObject({ status: 2 });
});

test('a missing file, flag or set of keys ends with status 2 and one line', async () => {
  const { files } = await saved();
  const { csv, signature } = files;
  for (const args of [
    [],
    ['--csv', csv],
    ['--csv', 'none', '--signature', signature, '--keys', csv],
    ['--csv', csv, '--signature', signature, '--keys', csv],
    ['--unknown'],
  ]) {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('an organization without a review has nothing to export', async () => {
  const places = await openReviewPlaces(service, admin);
  const organizationId = await places.organization();
  await expect(admin.exportReview({ params: { organizationId }, body: {} })).rejects.toEqual(
    refused('no_review'),
  );
});
