/** Promise: outgoing requests reach only hosts in the settings, over authenticated TLS. */
import { EmailClient } from '@azure/communication-email';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Certificate,
  type Handle,
  type LoopbackServer,
  serveLoopback,
} from '../../src/local/loopback-server.ts';
import { outgoing } from '../../src/store/direct.ts';
import { hostsIn } from '../../src/store/hosts.ts';
import { openStore } from '../../src/store/store.ts';

const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serve(handle: Handle, secure?: Certificate): Promise<string> {
  const server = await serveLoopback(0, handle, () => {}, secure);
  servers.push(server);
  return server.url;
}

/** A storage connection string whose three services have one address. */
const storageAt = (url: string) =>
  [
    `DefaultEndpointsProtocol=${url.split(':')[0]}`,
    'AccountName=account',
    `AccountKey=${Buffer.alloc(64).toString('base64')}`,
    ...['Table', 'Queue', 'Blob'].map((service) => `${service}Endpoint=${url}/account`),
  ].join(';');

const uses = {
  tables: async (url: string) =>
    (await storeAt(url).table('accounts')).getEntity('partition', 'row'),
  queues: async (url: string) => (await storeAt(url).queue('mail-now')).getProperties(),
  blobs: async (url: string) => (await storeAt(url).container('audit-roots')).exists(),
};

const storeAt = (url: string) => openStore({ AzureWebJobsStorage: storageAt(url) });

describe.each(Object.entries(uses))('requests to %s', (_, use) => {
  test('follow no redirect', async () => {
    let followed = 0;
    const elsewhere = await serve(async () => {
      followed++;
      return { status: 200 };
    });
    const url = await serve(async () => ({ status: 302, headers: { location: elsewhere } }));
    await expect(use(url)).rejects.toThrow();
    expect(followed).toBe(0);
  });

  test('fail if the certificate is not trusted', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
    let asked = 0;
    const url = await serve(
      async () => {
        asked++;
        return { status: 200 };
      },
      { cert, key },
    );
    await expect(use(url)).rejects.toThrow(/self-signed certificate/);
    expect(asked).toBe(0);
  });
});

test('e-mail is not sent to a server whose certificate is not trusted', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
  let asked = 0;
  const url = await serve(
    async () => {
      asked++;
      return { status: 202 };
    },
    { cert, key },
  );
  const connection = `endpoint=${url}/;accesskey=${Buffer.alloc(64).toString('base64')}`;
  const client = new EmailClient(connection, {
    ...outgoing(hostsIn({ MAIL_CONNECTION: connection })).options,
    retryOptions: { maxRetries: 0 },
  });
  const sending = client.beginSend({
    senderAddress: 'DoNotReply@example.fi',
    content: { subject: 'Subject', plainText: 'Text' },
    recipients: { to: [{ address: 'anna@example.fi' }] },
  });
  await expect(sending).rejects.toThrow(/self-signed certificate/);
  expect(asked).toBe(0);
});

test('a request to a host that no setting names is refused before it is sent', async () => {
  const { httpClient } = outgoing(['account.table.core.windows.net']).options;
  for (const url of [
    'https://evil.example/',
    'https://account.table.core.windows.net.evil.example/',
  ])
    await expect(httpClient.sendRequest(createPipelineRequest({ url }))).rejects.toThrow(
      'no setting names its host',
    );
});

test('the hosts are those in the settings, whatever their form', () => {
  const signIn = 'login.microsoftonline.com';
  expect(
    hostsIn({
      AzureWebJobsStorage__tableServiceUri: 'https://store.table.core.windows.net',
      MAIL_ENDPOINT: 'https://mail.europe.communication.azure.com/',
    }),
  ).toEqual(['store.table.core.windows.net', 'mail.europe.communication.azure.com', signIn]);
  expect(hostsIn({ AzureWebJobsStorage: 'AccountName=store;AccountKey=a==' })).toEqual([
    'store.table.core.windows.net',
    'store.queue.core.windows.net',
    'store.blob.core.windows.net',
    signIn,
  ]);
  expect(hostsIn({ MAIL_CONNECTION: 'endpoint=https://mail.example/;accesskey=a' })).toEqual([
    'mail.example',
    signIn,
  ]);
});

test('addresses of services that end in a slash are joined without a second one', async () => {
  const store = openStore({
    AzureWebJobsStorage__queueServiceUri: 'https://store.queue.core.windows.net/',
    AzureWebJobsStorage__blobServiceUri: 'https://store.blob.core.windows.net/',
  });
  expect((await store.queue('mail-now')).url).toBe('https://store.queue.core.windows.net/mail-now');
  expect((await store.container('audit-roots')).url).toBe(
    'https://store.blob.core.windows.net/audit-roots',
  );
});
