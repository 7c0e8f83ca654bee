/** The mailbox's pages: plain HTML without scripts, with all content escaped. */
import { escapeHtml } from '../policy/escape-html.ts';
import type { LocalAnswer } from './loopback-server.ts';
import type { KeptMail } from './mail-message.ts';

const shownMax = 200;

/** Lists e-mails whose recipient contains the search text, newest first. */
export function listPage(mails: readonly KeptMail[], search: string): LocalAnswer {
  const fitting = mails.filter((mail) =>
    mail.to.some((address) => address.toLowerCase().includes(search.toLowerCase())),
  );
  const rows = fitting
    .slice(0, shownMax)
    .map(
      (mail) => `<tr>
<td><time datetime="${escapeHtml(mail.at)}">${escapeHtml(shortTime(mail.at))}</time></td>
<td>${mail.to.map(escapeHtml).join('<br>')}</td>
<td><a href="/messages/${encodeURIComponent(mail.id)}">${escapeHtml(mail.subject)}</a>${undelivered(mail)}</td>
</tr>`,
    )
    .join('\n');
  const count = `${fitting.length} ${fitting.length === 1 ? 'e-mail' : 'e-mails'}`;
  const table = `<table>
<thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>`;
  return page(
    'Mailbox',
    `<h1>Mailbox</h1>
<form method="get" action="/" role="search">
<label for="to">Recipient</label>
<input id="to" name="to" type="search" value="${escapeHtml(search)}" autocomplete="off">
<button>Search</button>
</form>
<p>${count}${fitting.length > shownMax ? `, the newest ${shownMax} are shown` : ''}${search ? ` to “${escapeHtml(search)}”. <a href="/">Show all</a>` : ''}</p>
${fitting.length === 0 ? '<p>There are no e-mails yet. Reload the page when you expect one.</p>' : table}`,
  );
}

/** Shows one e-mail: its text with links, and its HTML in a sandboxed frame. */
export function messagePage(mail: KeptMail): LocalAnswer {
  const html = `<h2 id="html">HTML</h2>
<iframe title="The e-mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${encodeURIComponent(mail.id)}/html"></iframe>`;
  return page(
    mail.subject,
    `<nav><a href="/">Back to the mailbox</a></nav>
<h1>${escapeHtml(mail.subject)}</h1>
<dl>
<dt>Time</dt><dd>${escapeHtml(mail.at)}</dd>
<dt>From</dt><dd>${escapeHtml(mail.from)}</dd>
<dt>To</dt><dd>${mail.to.map((address) => `<a href="/?to=${encodeURIComponent(address)}">${escapeHtml(address)}</a>`).join(', ')}</dd>
</dl>
${undelivered(mail)}
<h2 id="text">Text</h2>
<pre>${mail.text ? linked(mail.text) : 'This e-mail has no text part.'}</pre>
${mail.html ? html : ''}`,
  );
}

/** The HTML part for the frame: no scripts, no external resources, links open in a new tab. */
export function htmlPart(mail: KeptMail): LocalAnswer {
  const base = '<base target="_blank">';
  const withBase = /<head[^>]*>/i.test(mail.html)
    ? mail.html.replace(/<head[^>]*>/i, (head) => head + base)
    : base + mail.html;
  return {
    status: 200,
    headers: {
      ...headers,
      'content-security-policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    },
    body: withBase,
  };
}

export const notFoundPage = (): LocalAnswer => ({
  ...page('Not found', '<h1>Not found</h1>\n<p><a href="/">Back to the mailbox</a></p>'),
  status: 404,
});

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const style = `
:root { color-scheme: light; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff; }
a { color: #0000bf; } :focus-visible { outline: 3px solid #0072c6; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #ccc; }
input, button { font: inherit; padding: .25rem .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 1rem; background: #f5f5f5; }
iframe { width: 100%; height: 40rem; border: 1px solid #ccc; }
.undelivered { color: #a50000; font-weight: bold; }`;

function page(title: string, body: string): LocalAnswer {
  return {
    status: 200,
    headers: {
      ...headers,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`,
  };
}

const undelivered = (mail: KeptMail): string =>
  mail.status === 'Failed' ? ' <span class="undelivered">Not delivered</span>' : '';

const shortTime = (at: string): string => at.replace('T', ' ').slice(0, 16);

/** Escapes text and turns its web addresses into links. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(part)}" target="_blank" rel="noreferrer">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join('');
}
