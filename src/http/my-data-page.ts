/** My data as a page that prints well: plain HTML, every value escaped. */
import type { MyData } from '../privacy/my-data.ts';

export function myDataPage(data: MyData): string {
  const { profile, organizationName, sessions, acknowledgement, events } = data;
  const { etag: _, ...fields } = profile;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>My data</title></head>
<body>
<main>
<h1>My data</h1>
<p>Made at ${escaped(data.madeAt)}</p>
<h2>Profile</h2>
${list({ ...fields, organizationName })}
<h2>Privacy notice that I acknowledged</h2>
${list(acknowledgement)}
<h2>Sessions</h2>
${sessions.map(list).join('\n')}
<h2>Events</h2>
${events.map(list).join('\n')}
</main>
</body>
</html>
`;
}

function list(fields: object): string {
  const rows = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(shown(value))}</dd>`);
  return `<dl>${rows.join('')}</dl>`;
}

const shown = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
