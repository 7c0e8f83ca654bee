/** Generates REFERENCE.md, the routes and host.json; `--check` fails if one is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { api, type Endpoint } from '../api.ts';
import { eventNames } from '../policy/event-names.ts';
import { limits } from '../policy/limits.ts';
import { logLines } from '../policy/log-lines.ts';
import { mailTemplates } from '../policy/mail-templates.ts';
import { problems } from '../policy/problems.ts';
import { permissions, roles, scopeOf } from '../policy/roles.ts';
import { type CategoryName, categories } from '../privacy/categories.ts';
import { protectionLevels, protectionOf } from '../privacy/protection.ts';
import { settingsShape } from '../settings.ts';
import { timerTable } from '../timers/timers.ts';
import { printHostJson } from './host-json.ts';
import { printRoutes } from './print-routes.ts';

const reference = join(import.meta.dirname, '..', 'REFERENCE.md');

const sections: Record<string, () => string> = {
  endpoints: () =>
    table(
      ['Route', 'What it does', 'Permission'],
      Object.values<Endpoint>(api).map(({ method, path, summary, permission }) => [
        `\`${method} /${path}\``,
        summary,
        permission === 'public' ? 'anyone' : `\`${permission}\``,
      ]),
    ),
  permissions: () =>
    table(
      ['Permission', 'Means', ...roles.map((name) => `\`${name}\``)],
      Object.entries(permissions).map(([name, { means }]) => [
        `\`${name}\``,
        means,
        ...roles.map((holder) => scopeOf(holder, name as keyof typeof permissions) ?? '–'),
      ]),
    ),
  problems: () =>
    table(
      ['Code', 'Status', 'What to do next'],
      Object.entries(problems).map(([code, { status, message }]) => [
        `\`${code}\``,
        String(status),
        message,
      ]),
    ),
  limits: () =>
    table(
      ['Limit', 'Number', 'Of what'],
      Object.entries(limits).map(([name, { value, means }]) => [
        `\`${name}\``,
        value.toLocaleString('en'),
        means,
      ]),
    ),
  settings: () =>
    table(
      ['Setting', 'What for', 'Example'],
      Object.entries(settingsShape).map(([name, setting]) => [
        `\`${name}\``,
        setting.description ?? '',
        `\`${(setting.meta() as { example?: string } | undefined)?.example ?? ''}\``,
      ]),
    ),
  timers: () =>
    table(
      ['Timer', 'When (UTC, six fields)'],
      Object.entries(timerTable).map(([name, { schedule }]) => [`\`${name}\``, `\`${schedule}\``]),
    ),
  mails: () => mailTemplates.map((template) => `- \`${template}\``).join('\n'),
  levels: () =>
    table(
      ['Level', 'How it is protected'],
      Object.entries(protectionLevels).map(([level, means]) => [`\`${level}\``, means]),
    ),
  protection: () =>
    table(
      ['Data', 'Level', 'What for'],
      Object.entries(categories).map(([id, { name, why }]) => [
        name.en,
        `\`${protectionOf(id as CategoryName)}\``,
        why.en,
      ]),
    ),
  logs: () =>
    table(
      ['Line', 'Kind', 'Means'],
      Object.entries(logLines).map(([name, { kind, means }]) => [`\`${name}\``, kind, means]),
    ),
  events: () =>
    table(
      ['Event', 'Means'],
      Object.entries(eventNames.en).map(([kind, name]) => [`\`${kind}\``, name]),
    ),
};

const routesFile = join(import.meta.dirname, '..', 'api', 'routes.ts');
const hostFile = join(import.meta.dirname, '..', '..', 'host.json');

const printed: readonly [string, string][] = [
  [reference, Object.entries(sections).reduce(fill, readFileSync(reference, 'utf8'))],
  [routesFile, await printRoutes()],
  [hostFile, printHostJson(readFileSync(hostFile, 'utf8'))],
];
for (const [path, text] of printed) {
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    process.stderr.write(`${basename(path)} is stale: run \`npm run docs\` and commit it.\n`);
    process.exitCode = 1;
  }
}

function fill(whole: string, [name, print]: [string, () => string]): string {
  const begin = `<!-- begin ${name} -->`;
  const end = `<!-- end ${name} -->`;
  const from = whole.indexOf(begin);
  const to = whole.indexOf(end);
  if (from < 0 || to < from) throw new Error(`REFERENCE.md lacks the markers ${begin} … ${end}`);
  return `${whole.slice(0, from + begin.length)}\n${print()}\n${whole.slice(to)}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
