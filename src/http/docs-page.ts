/** The API as a page: plain HTML without script or style, generated from the endpoint table. */
import { z } from 'zod';
import { api, type Endpoint } from '../api.ts';
import { escapeHtml } from '../policy/escape-html.ts';
import { permissions } from '../policy/roles.ts';

export function docsPage(): string {
  const sections = Object.entries<Endpoint>(api).map(([name, endpoint]) => section(name, endpoint));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>API: accounts of the Employment Services Manual</title>
</head>
<body>
<main>
<h1>Accounts of the Employment Services Manual: the API</h1>
<p>The same for machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function section(name: string, endpoint: Endpoint): string {
  const { permission, errors, summary, method, path } = endpoint;
  const who =
    permission === 'public' ? 'Anyone.' : `Those who may ${permissions[permission].means}.`;
  const fields = [
    ...Object.keys(endpoint.query?.shape ?? {}).map((field) => `${field} (query)`),
    ...(endpoint.body instanceof z.ZodObject ? Object.keys(endpoint.body.shape) : []),
    ...(endpoint.ifMatch ? ['If-Match (header)'] : []),
    ...(endpoint.idempotent
      ? [`Idempotency-Key (header${endpoint.idempotent === true ? '' : ', optional'})`]
      : []),
  ];
  return `<section id="${name}">
<h2>${escapeHtml(summary)}</h2>
<p><code>${method} /${escapeHtml(path)}</code></p>
<dl>
<dt>Who</dt><dd>${escapeHtml(who)}</dd>
${fields.length > 0 ? `<dt>Takes</dt><dd>${escapeHtml(fields.join(', '))}</dd>` : ''}
${errors.length > 0 ? `<dt>Can refuse with</dt><dd>${escapeHtml(errors.join(', '))}</dd>` : ''}
</dl>
</section>`;
}
