/**
 * Reads schedules as Azure's host does: six NCRONTAB fields in UTC, all of which must match.
 * Source: learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Second, minute, hour, day, month, weekday. */
const fields = [
  { least: 0, most: 59 },
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: weekdays },
];
type Field = (typeof fields)[number];

/** February 29 occurs at least once in eight years. */
const yearsMax = 8;

/**
 * @param after milliseconds since 1970
 * @returns the next occurrence, in milliseconds since 1970; undefined for an unreadable schedule or
 *   one without occurrences
 */
export function nextOccurrence(schedule: string, after: number): number | undefined {
  const parts = schedule.trim().toLowerCase().split(/\s+/);
  const allowed = fields.map((field, index) => valuesOf(field, parts[index] ?? ''));
  const [seconds, minutes, hours, days, inMonths, onWeekdays] = allowed;
  if (parts.length !== fields.length) return undefined;
  if (!seconds || !minutes || !hours || !days || !inMonths || !onWeekdays) return undefined;
  const at = new Date(after);
  at.setUTCMilliseconds(1_000);
  const end = at.getUTCFullYear() + yearsMax;
  while (at.getUTCFullYear() <= end) {
    if (!inMonths.has(at.getUTCMonth() + 1))
      at.setTime(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
    else if (!days.has(at.getUTCDate()) || !onWeekdays.has(at.getUTCDay()))
      at.setUTCHours(24, 0, 0);
    else if (!hours.has(at.getUTCHours())) at.setUTCMinutes(60, 0);
    else if (!minutes.has(at.getUTCMinutes())) at.setUTCSeconds(60);
    else if (!seconds.has(at.getUTCSeconds())) at.setUTCMilliseconds(1_000);
    else return at.getTime();
  }
  return undefined;
}

/** @returns undefined if a part of the text is not `*`, a value or a range, with or without a step */
function valuesOf(field: Field, text: string): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [whole, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (whole === undefined || from === undefined || step === '0') return undefined;
    const first = from === '*' ? field.least : numberOf(field, from);
    const single = to === undefined && step === undefined && from !== '*';
    const last = to !== undefined ? numberOf(field, to) : single ? first : field.most;
    if (!(field.least <= first && first <= last && last <= field.most)) return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function numberOf({ names = [], least }: Field, text: string): number {
  const place = names.indexOf(text);
  if (place >= 0) return place + least;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
