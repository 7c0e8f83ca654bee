/** Promise: what the documents point to exists: files, headings, commands; and README.md stays short. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { api, type Endpoint } from '../../src/api.ts';
import { parseStartOptions } from '../../src/local/start-options.ts';
import { settingsShape } from '../../src/settings.ts';

const readmeLinesMax = 200;

/** Made by a command, or part of what one makes: not in the repository. */
const made = new Set(['local.settings.json', 'bom.json', 'accounts.zip']);
const extensions = 'ts|tsx|cjs|js|md|json|csv|txt|html|svg|png|css|bicep|bicepparam|zip';

const documents = globSync('**/*.md', {
  exclude: (path) => /(^|\/)(node_modules|dist|\.data|\.cache|coverage)(\/|$)/.test(path),
}).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Parameters have many names: `ID`, `{userId}`. */
const withoutNames = (path: string) => path.replace(/\{\w+\}|\b[A-Z]+\b/g, '*').replace(/\.$/, '');
const routes = new Set(
  Object.values<Endpoint>(api).map(({ method, path }) => `${method} ${withoutNames(path)}`),
);

/** Those of the service, and what the parameter files read. */
const settings = [
  ...Object.keys(settingsShape),
  ...globSync('infra/*.bicepparam').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/EnvironmentVariable\('(\w+)'/g)].map(
      ([, name]) => name,
    ),
  ),
];

const withoutBlocks = (text: string) => text.replace(/^\s*```[\s\S]*?^\s*```$/gm, '');

/** As GitHub makes them: lower case, without punctuation, a hyphen for each space. */
const anchorsOf = (text: string) =>
  [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** @returns the targets of links and pictures that lie in this repository */
const linksOf = (text: string) =>
  [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** @returns what stands in backticks and is a path: it ends like a file, or like a folder */
const pathsOf = (text: string) =>
  [...withoutBlocks(text).matchAll(/`([\w@.-][\w@./*-]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => new RegExp(`\\.(${extensions})$|/$|^(src|test|infra)/`).test(path))
    .filter((path) => !made.has(path) && !path.startsWith('.'));

function isThere(document: string, path: string): boolean {
  return [path, join(dirname(document), path)].some((place) =>
    path.includes('*') ? globSync(place).length > 0 : existsSync(place),
  );
}

test('the documents are found, and README.md is short enough to be read', () => {
  expect(documents.map(({ path }) => path)).toContain('README.md');
  expect(documents.length).toBeGreaterThan(8);
  const readme = readFileSync('README.md', 'utf8');
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(readmeLinesMax);
});

test.each(documents)('every link of $path leads to a file, and to a heading of it', (document) => {
  const broken = linksOf(document.text).filter((target) => {
    const [file = '', anchor] = target.split('#');
    const path = file ? normalize(join(dirname(document.path), file)) : document.path;
    if (!existsSync(path)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(path, 'utf8')).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test.each(documents)('every command that $path names is in package.json', ({ text }) => {
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test.each(documents)('npm start takes every flag that $path names', ({ text }) => {
  for (const [, flags = ''] of text.matchAll(/npm start -- ([^`\n#]+)/g))
    expect(() => parseStartOptions(flags.trim().split(/\s+/)), flags).not.toThrow();
});

test.each(documents)('every route that $path names is in the endpoint table', ({ text }) => {
  const named = [...text.matchAll(/(GET|POST|PATCH|DELETE)\s+\/([\w./{}-]+)/g)]
    .map(([, method = '', path = '']) => `${method} ${withoutNames(path)}`)
    .filter((route) => !/ (local|admin)\//.test(route));
  expect(named.filter((route) => !routes.has(route))).toEqual([]);
});

test.each(documents)('every setting that $path names exists', ({ text }) => {
  const named = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)[`=]/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !settings.includes(name))).toEqual([]);
});

test.each(documents)('every file and folder that $path names exists', ({ path, text }) => {
  expect(pathsOf(text).filter((named) => !isThere(path, named))).toEqual([]);
});

/** `**Title** (date).` or `**Title** (date, superseded …).`, then context, decision, consequences. */
test('every decision has a title, a date and three sentences', () => {
  const decisions = readFileSync('src/DECISIONS.md', 'utf8')
    .split('\n\n')
    .filter((each) => !/^(#|Each has three sentences)/.test(each))
    .map((each) => each.trim().replaceAll('\n', ' '));
  expect(decisions.length).toBeGreaterThan(40);
  const form = /^\*\*[^*]+\*\* \(\d{4}-\d\d-\d\d(, superseded [^)]+)?\)\. (.+[.])$/;
  const malformed = decisions.filter((each) => {
    const sentences = form.exec(each)?.[2]?.split(/(?<=\.) (?=[A-Z`[@])/) ?? [];
    return sentences.length !== 3;
  });
  expect(malformed).toEqual([]);
});

test('links, headings and paths are recognized in a document', () => {
  const text = 'A [link](a.md#b-c) and ![picture](x/y.png), `src/none.ts`, `policy/`, `x*.md`.';
  expect(linksOf(`${text} [out](https://example.fi)`)).toEqual(['a.md#b-c', 'x/y.png']);
  expect(pathsOf(text)).toEqual(['src/none.ts', 'policy/', 'x*.md']);
  expect(pathsOf('```sh\ncat `src/none.ts`\n```\n`/api/openapi.json` `GET /x.json`')).toEqual([]);
  expect(anchorsOf('# B, c\n## E-mails & `x`')).toEqual(['b-c', 'e-mails--x']);
});
