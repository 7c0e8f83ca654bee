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

type PerDay = readonly { day: string; count: number }[];

/** @param perDay how many steps are due on each day, of all pages */
export function WeekPlot({ perDay }: { perDay: PerDay }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const weeks = byWeek(perDay);
  if (weeks.length === 0) return null;
  const most = Math.max(...weeks.map(({ count }) => count));
  const width = weeks.length * (barWidth + barGap);
  const named = weeks.map(({ from, count }) => `${text.week(formatDay(from, language))}: ${count}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
    <figure class="plot" tabIndex={0}>
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
                {formatDay(from, language).replace(/\/?\d{4}$/, '')}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** Weeks start on the first day; empty weeks in between are included. */
function byWeek(perDay: PerDay): { from: string; count: number }[] {
  const days = perDay
    .map(({ day, count }) => ({ time: Date.parse(day), count }))
    .sort((a, b) => a.time - b.time);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const weeks = Math.floor((last.time - first.time) / weekMilliseconds) + 1;
  return Array.from({ length: weeks }, (_, week) => {
    const from = first.time + week * weekMilliseconds;
    const inWeek = days.filter(({ time }) => time >= from && time < from + weekMilliseconds);
    const count = inWeek.reduce((sum, each) => sum + each.count, 0);
    return { from: new Date(from).toISOString().slice(0, 10), count };
  });
}
