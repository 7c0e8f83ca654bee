/** Runs an alert's query on sample rows, so that a test sees when the alert fires. */
import { type Expression, expectToken, type Row, takeExpression, tokensOf } from './expressions.ts';

export type Tables = Readonly<Record<string, readonly Row[]>>;
type Step = (rows: readonly Row[]) => readonly Row[];

/** @returns the rows that the query finds @throws Error if it uses something unknown here */
export function runQuery(query: string, tables: Tables): readonly Row[] {
  const tokens = tokensOf(query);
  const table = tokens.shift() ?? '';
  let rows = tables[table] ?? [];
  while (tokens.length > 0) {
    expectToken(tokens, '|');
    rows = takeStep(tokens)(rows);
  }
  return rows;
}

function takeStep(tokens: string[]): Step {
  const name = tokens.shift();
  if (name === 'where') {
    const condition = takeExpression(tokens);
    return (rows) => rows.filter((row) => condition(row, rows) === true);
  }
  if (name === 'extend') {
    const columns = takeColumns(tokens);
    return (rows) => rows.map((row) => withColumns(row, row, rows, columns));
  }
  if (name === 'summarize') {
    const columns = takeColumns(tokens);
    return (rows) => [withColumns({}, {}, rows, columns)];
  }
  throw new Error(`cannot run ${name}`);
}

type Column = readonly [string, Expression];

function takeColumns(tokens: string[]): Column[] {
  const found: Column[] = [];
  do {
    if (tokens[0] === ',') tokens.shift();
    const name = tokens.shift() ?? '';
    expectToken(tokens, '=');
    found.push([name, takeExpression(tokens)]);
  } while (tokens[0] === ',');
  return found;
}

/** A column may use those before it. */
function withColumns(start: Row, row: Row, rows: readonly Row[], columns: readonly Column[]): Row {
  const done: Record<string, unknown> = { ...start };
  for (const [name, compute] of columns) done[name] = compute({ ...row, ...done }, rows);
  return done;
}
