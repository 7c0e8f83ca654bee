/** Draws events in lanes over time, as SVG in the size of a plot. */

/** `from` and `until` in milliseconds since the start. */
export type Lane = { name: string; color: string; from: number; until: number };

const width = 720;
const height = 220;
const left = 150;
const right = 24;
const top = 30;
const bottom = 24;
const steps = 5;

/** @returns a timeline with its title and scale */
export function timeline(title: string, lanes: readonly Lane[], y = 0): string {
  const most = Math.max(1, ...lanes.map(({ until }) => until));
  const x = (ms: number) => left + (ms / most) * (width - left - right);
  const tall = (height - top - bottom) / Math.max(1, lanes.length);
  const bars = lanes.map(({ name, color, from, until }, index) => {
    const at = top + index * tall;
    const wide = Math.max(1, x(until) - x(from)).toFixed(1);
    return (
      `<text x="${left - 6}" y="${at + tall * 0.7}" text-anchor="end" font-size="${Math.min(12, tall)}">${name}</text>` +
      `<rect x="${x(from).toFixed(1)}" y="${(at + 1).toFixed(1)}" width="${wide}" height="${(tall - 2).toFixed(1)}" fill="${color}"/>`
    );
  });
  const scale = Array.from({ length: steps + 1 }, (_, index) => {
    const ms = (most * index) / steps;
    return `<text x="${x(ms).toFixed(1)}" y="${height - 8}" text-anchor="middle">${ms.toFixed(0)} ms</text>`;
  });
  const heading = `<text x="8" y="18" font-weight="bold">${title}</text>`;
  return `<g transform="translate(0 ${y})">${[heading, ...bars, ...scale].join('')}</g>`;
}
