/**
 * Signs requests to tables as the library does ("Shared Key Lite and Table service format",
 * learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key), but prepares the key only
 * once, and signs once for all requests to a resource within a second: the signature covers only the
 * path and the second.
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
  let last = { date: '', resource: '', authorization: '' };
  const sign = (date: string, resource: string) => {
    const text = `${date}\n/${name}${new URL(resource).pathname}`;
    const signature = createHmac('sha256', key).update(text).digest('base64');
    return { date, resource, authorization: `SharedKeyLite ${name}:${signature}` };
  };
  const policy: PipelinePolicy = {
    name: ofLibrary,
    sendRequest(request, next) {
      const date = new Date().toUTCString();
      const [resource = ''] = request.url.split('?', 1);
      if (last.date !== date || last.resource !== resource) last = sign(date, resource);
      request.headers.set('x-ms-date', date);
      request.headers.set('authorization', last.authorization);
      return next(request);
    },
  };
  table.pipeline.removePolicy({ name: ofLibrary });
  table.pipeline.addPolicy(policy);
}
