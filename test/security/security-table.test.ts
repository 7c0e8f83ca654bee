/** Promise: no ASVS requirement is unmet, and what SECURITY.md names as proof exists. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** `platform`: Azure guarantees it, and an operator can check it. */
const verdicts = ['holds', 'does not apply', 'platform'] as const;
const text = readFileSync('SECURITY.md', 'utf8');
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]*) \| (.*) \|$/gm)].map(
  ([, id = '', verdict = '', reason = '']) => ({ id, verdict, reason }),
);
const listed = readFileSync('test/security/asvs-ids.csv', 'utf8');
const ids = [...listed.matchAll(/^(\d+\.\d+\.\d+),[12]$/gm)].map(([, id]) => id);

/** Paths in backticks, each with the title of a test if one follows. */
const proofsOf = (reason: string) =>
  [...reason.matchAll(/`([\w./-]+\.\w+)`(?: › "([^"]+)")?/g)].map(([, path = '', sentence]) => ({
    path,
    sentence,
  }));

test('the table lists each of the 253 requirements once, in order', () => {
  expect(ids).toHaveLength(253);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('each row has one of three verdicts and a reason, and the counts are printed', () => {
  for (const { id, verdict, reason } of rows) {
    expect(verdicts, id).toContain(verdict);
    expect(reason.length, id).toBeGreaterThan(5);
  }
  const counts = verdicts.map(
    (verdict) => `${verdict}: ${rows.filter((row) => row.verdict === verdict).length}`,
  );
  process.stdout.write(`${counts.join(', ')}\n`);
});

test('each "holds" names a file or a test', () => {
  const bare = rows.filter(({ verdict, reason }) => {
    return verdict === 'holds' && proofsOf(reason).length === 0;
  });
  expect(bare).toEqual([]);
});

test('each "platform" names a check for the operator', () => {
  const bare = rows.filter(({ verdict, reason }) => {
    return (
      verdict === 'platform' && !reason.includes('`infra/README.md` › "What Azure guarantees"')
    );
  });
  expect(bare).toEqual([]);
});

/** In a document the words are a heading; in a test file, a title. */
function has(path: string, words: string): boolean {
  const source = readFileSync(path, 'utf8');
  if (path.endsWith('.md')) return source.includes(`\n## ${words}\n`);
  return ["'", '"', '`'].some((quote) => source.includes(quote + words + quote));
}

test('every named file exists and contains the named title', () => {
  const wrong = rows.flatMap(({ id, reason }) =>
    proofsOf(reason)
      .filter(({ path, sentence }) => {
        if (!existsSync(path)) return true;
        return sentence !== undefined && !has(path, sentence);
      })
      .map(({ path, sentence }) => `${id}: ${path} ${sentence ?? ''}`),
  );
  expect(wrong).toEqual([]);
});
