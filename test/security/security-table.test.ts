/** Promise: SECURITY.md judges each ASVS requirement once, and what it names as proof exists. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const verdicts = ['holds', 'does not apply', 'not met'] as const;
const text = readFileSync('SECURITY.md', 'utf8');
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]*) \| (.*) \|$/gm)].map(
  ([, id = '', verdict = '', reason = '']) => ({ id, verdict, reason }),
);
const listed = readFileSync('test/security/asvs-ids.csv', 'utf8');
const ids = [...listed.matchAll(/^(\d+\.\d+\.\d+),[12]$/gm)].map(([, id]) => id);

/** Paths in backticks, each with the sentence of a test if one follows. */
const proofsOf = (reason: string) =>
  [...reason.matchAll(/`([\w./-]+\.\w+)`(?: › "([^"]+)")?/g)].map(([, path = '', sentence]) => ({
    path,
    sentence,
  }));

test('the table has each of the 253 requirements once, in order', () => {
  expect(ids).toHaveLength(253);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('each row has one of three verdicts and says more, and the counts are printed', () => {
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

test('every file that is named exists, and has the sentence that is named', () => {
  const wrong = rows.flatMap(({ id, reason }) =>
    proofsOf(reason)
      .filter(({ path, sentence }) => {
        if (!existsSync(path)) return true;
        return sentence !== undefined && !readFileSync(path, 'utf8').includes(sentence);
      })
      .map(({ path, sentence }) => `${id}: ${path} ${sentence ?? ''}`),
  );
  expect(wrong).toEqual([]);
});
