/** Expressions of Kusto as far as the alerts use them: read once, then computed for each row. */

export type Row = Readonly<Record<string, unknown>>;
/** `rows` are those of the group when an aggregate is computed. */
export type Expression = (row: Row, rows: readonly Row[]) => unknown;

/** The moment at which queries run. */
export const queryTime = Date.parse('2026-12-01T12:00:00Z');

const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
const token = /\s*(\d+(?:\.\d+)?[smhd]?\b|"[^"]*"|!?\w+|==|!=|<=|>=|[<>()+\-*/,.|=])/y;

/** @returns the words and signs of a query @throws Error at the first unknown sign */
export function tokensOf(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match?.[1]) throw new Error(`cannot read ${text.slice(at, at + 20)}`);
    found.push(match[1]);
  }
  return found;
}

const truth = (value: unknown): boolean => value === true;
const words = (value: unknown) => String(value).toLowerCase();

/** From loose to tight; each level is read from left to right. */
const levels: readonly Readonly<Record<string, (a: unknown, b: unknown) => unknown>>[] = [
  { or: (a, b) => truth(a) || truth(b) },
  { and: (a, b) => truth(a) && truth(b) },
  {
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '<': (a, b) => Number(a) < Number(b),
    '<=': (a, b) => Number(a) <= Number(b),
    '>': (a, b) => Number(a) > Number(b),
    '>=': (a, b) => Number(a) >= Number(b),
    has: (a, b) => words(a).includes(words(b)),
    '!has': (a, b) => !words(a).includes(words(b)),
  },
  { '+': (a, b) => Number(a) + Number(b), '-': (a, b) => Number(a) - Number(b) },
  { '*': (a, b) => Number(a) * Number(b), '/': (a, b) => Number(a) / Number(b) },
];

type Call = (args: readonly Expression[], row: Row, rows: readonly Row[]) => unknown;
const calls: Readonly<Record<string, Call>> = {
  tostring: ([a], row, rows) => textOf(a?.(row, rows)),
  parse_json: ([a], row, rows) => parsed(String(a?.(row, rows))),
  coalesce: (args, row, rows) => args.map((a) => a(row, rows)).find((value) => value !== ''),
  ago: ([a], row, rows) => queryTime - Number(a?.(row, rows)),
  now: () => queryTime,
  count: (_, __, rows) => rows.length,
  countif: ([a], _, rows) => rows.filter((row) => truth(a?.(row, rows))).length,
};

/** Takes an expression from the front of the tokens. */
export function takeExpression(tokens: string[], level = 0): Expression {
  const operators = levels[level];
  if (!operators) return takeOperand(tokens);
  let left = takeExpression(tokens, level + 1);
  for (;;) {
    if (level === 2 && tokens[0] === 'in') {
      left = takeIn(tokens, left);
      continue;
    }
    const compute = operators[tokens[0] ?? ''];
    if (!compute) return left;
    tokens.shift();
    const [before, after] = [left, takeExpression(tokens, level + 1)];
    left = (row, rows) => compute(before(row, rows), after(row, rows));
  }
}

function takeIn(tokens: string[], value: Expression): Expression {
  tokens.shift();
  const choices = takeList(tokens);
  return (row, rows) => choices.some((choice) => choice(row, rows) === value(row, rows));
}

function takeOperand(tokens: string[]): Expression {
  const first = tokens.shift() ?? '';
  if (first === '(') {
    const inner = takeExpression(tokens);
    expectToken(tokens, ')');
    return inner;
  }
  if (first.startsWith('"')) return () => first.slice(1, -1);
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(first) ?? [];
  if (number) return () => Number(number) * (unitMs[unit ?? ''] ?? 1);
  if (tokens[0] === '(') {
    const call = calls[first];
    if (!call) throw new Error(`cannot compute ${first}()`);
    const args = takeList(tokens);
    return (row, rows) => call(args, row, rows);
  }
  return takePath(tokens, first);
}

function takePath(tokens: string[], first: string): Expression {
  if (!/^\w+$/.test(first)) throw new Error(`cannot compute ${first}`);
  const path = [first];
  while (tokens[0] === '.') path.push(...tokens.splice(0, 2).slice(1));
  return (row) => path.reduce<unknown>((value, name) => Object(value)[name], row);
}

function takeList(tokens: string[]): Expression[] {
  expectToken(tokens, '(');
  const found: Expression[] = [];
  while (tokens[0] !== ')') {
    found.push(takeExpression(tokens));
    if (tokens[0] === ',') tokens.shift();
  }
  tokens.shift();
  return found;
}

/** @throws Error if another token is next */
export function expectToken(tokens: string[], wanted: string): void {
  const found = tokens.shift();
  if (found !== wanted) throw new Error(`${wanted} was expected instead of ${found}`);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Text that is not JSON stays text, as in Kusto. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
