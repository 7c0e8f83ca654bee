/**
 * Signs requests to tables as the library does ("Shared Key Lite and Table service format",
 * learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key), but prepares the key only
 * once: for each request, this takes longer than signing.
 */
import { createHmac, createSecretKey } from 'node:crypto';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';

const ofLibrary = 'tablesNamedKeyCredentialPolicy';

/** A client with another credential, such as an identity, is left as it is. */
export function prepareSharedKey(table: TableClient): void {
  const credential = table['credential'];
  if (!credential || !('key' in credential)) return;
  const { name } = credential;
  const key = createSecretKey(credential.key, 'base64');
  const policy: PipelinePolicy = {
    name: ofLibrary,
    sendRequest(request, next) {
      const date = new Date().toUTCString();
      const text = `${date}\n/${name}${new URL(request.url).pathname}`;
      const signature = createHmac('sha256', key).update(text).digest('base64');
      request.headers.set('x-ms-date', date);
      request.headers.set('authorization', `SharedKeyLite ${name}:${signature}`);
      return next(request);
    },
  };
  table.pipeline.removePolicy({ name: ofLibrary });
  table.pipeline.addPolicy(policy);
}
