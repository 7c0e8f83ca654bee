/** The manual's pages: who is signed in, and what each role sees. */
import { escapeHtml } from '../../policy/escape-html.ts';
import { type Role, roles } from '../../policy/roles.ts';
import type { LocalAnswer } from '../loopback-server.ts';
import type { Person } from './sign-in.ts';

const sees: Record<Role, string> = {
  admin: 'Every page and draft, and the settings of the manual',
  primary_user: 'Published pages, and who of the organization reads and writes them',
  editor: 'Published pages, and drafts to write',
  expert: 'Published pages, to read and comment on',
};

/** What the service tells shows without a click. */
const watch = `<script>const read = (page) => page.querySelector('main').innerHTML;
setInterval(async () => read(new DOMParser().parseFromString(await (await fetch('/')).text(),
'text/html')) !== read(document) && location.reload(), 1000)</script>`;

export function pageFor(person: Person | undefined, people: Map<string, Person>): LocalAnswer {
  if (!person) return page('<p>Sign in to read it.</p><p><a href="/sign-in">Sign in</a></p>');
  const { name, org_name, role } = person;
  const own = (each: Role) => (each === role ? ' class="own"' : '');
  const rows = roles.map((each) => `<tr${own(each)}><th>${each}<td>${sees[each]}`);
  const list = role === 'admin' ? [...people.values()].map(lineOf) : [];
  return page(`<p>${escapeHtml(`${name}, ${org_name}: ${role}`)}</p>
<table><caption>What each role sees</caption>${rows.join('')}</table>${list.join('')}
<form method="post" action="/sign-out"><button>Sign out</button></form>${watch}`);
}

const lineOf = ({ name, role, org, last = 'signed in' }: Person) =>
  `<p>${escapeHtml(`${name}, ${role}, ${org}: ${last}`)}</p>`;

export const refused = (why: string): LocalAnswer =>
  page(`<p>You are not signed in: ${escapeHtml(why)}.</p><p><a href="/">Back</a></p>`, 403);

function page(content: string, status = 200): LocalAnswer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>The manual</title>
<style>body{font:1rem/1.5 sans-serif;margin:2rem}th{text-align:left}.own{background:#ffe977}
table,button{margin:1rem 0}td{padding-left:1rem}</style><main><h1>The manual</h1>${content}</main></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
