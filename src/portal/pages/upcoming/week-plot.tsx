/** A bar chart by week, with a table for those who can't see it. */
import { dayMs } from '../../../policy/time.ts';
import { formatDay } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { texts } from './texts.ts';

const barWidth = 44;
const barGap = 12;
const plotHeight = 120;
const labelHeight = 22;
const weekMilliseconds = 7 * dayMs;

/** @param instants ISO instants to count */
export function WeekPlot({ instants }: { instants: readonly string[] }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const weeks = byWeek(instants);
  if (weeks.length === 0) return null;
  const most = Math.max(...weeks.map(({ count }) => count));
  const width = weeks.length * (barWidth + barGap);
  const named = weeks.map(({ from, count }) => `${text.week(formatDay(from, language))}: ${count}`);
  return (
    <figure class="plot">
      <figcaption>{text.plot}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${plotHeight + 2 * labelHeight}`}
        width={width}
        role="img"
        aria-label={`${text.plot}. ${named.join('. ')}`}
      >
        {weeks.map(({ from, count }, index) => {
          const height = Math.round((count / most) * plotHeight);
          const x = index * (barWidth + barGap);
          return (
            <g key={from}>
              <rect
                x={x}
                y={labelHeight + plotHeight - height}
                width={barWidth}
                height={height}
                class="bar"
              />
              <text x={x + barWidth / 2} y={labelHeight + plotHeight - height - 5} class="label">
                {count}
              </text>
              <text x={x + barWidth / 2} y={plotHeight + 2 * labelHeight - 5} class="label">
                {formatDay(from, language).replace(/[./]?\d{4}$/, '')}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** Weeks start on the first instant's day; empty weeks in between are included. */
function byWeek(instants: readonly string[]): { from: string; count: number }[] {
  const times = instants.map((at) => Date.parse(at)).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = Math.floor((last - first) / weekMilliseconds) + 1;
  return Array.from({ length: count }, (_, week) => {
    const from = first + week * weekMilliseconds;
    const inWeek = times.filter((time) => time >= from && time < from + weekMilliseconds);
    return { from: new Date(from).toISOString(), count: inWeek.length };
  });
}
