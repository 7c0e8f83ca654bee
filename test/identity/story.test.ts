/** Promise: the whole story works as in Azure: deployed settings, tokens, no keys, HTTPS. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSettings } from '../../src/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { type Service, startService } from '../support/harness.ts';
import { tellStory } from '../support/tell-story.ts';
import { startPlace } from './place.ts';

let place: Awaited<ReturnType<typeof startPlace>>;

beforeAll(async () => {
  place = await startPlace();
});

afterAll(() => place.stop());

describe('with a managed identity', () => {
  tellStory((beside?: Service) => startService(beside ?? place));

  test('requested tokens for storage and e-mail, and for nothing else', () => {
    const resources = new Set(place.identity.asked.map((resource) => resource.replace(/\/$/, '')));
    expect(resources).toEqual(
      new Set(['https://storage.azure.com', 'https://communication.azure.com']),
    );
  });

  test('also reads and writes blobs with a token', async () => {
    const container = await openStore(parseSettings(place.settings)).container('backups');
    const blob = container.getBlockBlobClient('probe');
    await blob.upload('bytes', 5);
    expect((await blob.downloadToBuffer()).toString()).toBe('bytes');
    await blob.delete();
  });

  test('another identity gets no token, and so no access to storage', async () => {
    const settings = { ...place.settings, AzureWebJobsStorage__clientId: 'somebody-else' };
    const table = await openStore(parseSettings(settings)).table('accounts');
    await expect(table.getEntity('any', 'any')).rejects.toThrow(/[Mm]anaged/);
  });

  test('storage and the mail service refuse a token issued for another resource', async () => {
    const storage = `${place.settings['AzureWebJobsStorage__tableServiceUri']}/accounts()`;
    const mail = `${place.settings['MAIL_ENDPOINT']}/emails/operations/x?api-version=x`;
    for (const url of [storage, mail]) {
      const claims = { aud: 'https://vault.azure.net', iss: 'https://sts.windows.net/x/' };
      const times = { iat: 0, nbf: 0, exp: 4_102_444_800 };
      const body = Buffer.from(JSON.stringify({ ...claims, ...times })).toString('base64url');
      const headers = { authorization: `Bearer e30.${body}.x`, 'x-ms-version': '2020-12-06' };
      expect([401, 403]).toContain((await fetch(url, { headers })).status);
    }
  });
});
