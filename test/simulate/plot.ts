/** Draws lines over days or other steps as self-contained SVG, for a page or as a picture. */

export type Line = { name: string; color: string; values: readonly number[] };

const width = 720;
const height = 220;
const left = 56;
const right = 28;
const bottom = 28;
const top = 42;
/** Vertical position of the title, above the names of the lines. */
const titleAt = 14;
const namesAt = 32;

/**
 * @param axis label of the steps, with the number for `#`
 * @returns one plot with its title, scale and legend
 */
export function plot(title: string, lines: readonly Line[], y = 0, axis = 'day #'): string {
  const most = Math.max(1, ...lines.flatMap(({ values }) => values));
  const days = Math.max(1, ...lines.map(({ values }) => values.length - 1));
  const x = (day: number) => left + (day / days) * (width - left - right);
  const at = (value: number) => top + (1 - value / most) * (height - top - bottom);
  const paths = lines.map(({ color, values }) => {
    const points = values.map((value, day) => `${x(day).toFixed(1)},${at(value).toFixed(1)}`);
    return `<polyline fill="none" stroke="${color}" stroke-width="1.5" points="${points.join(' ')}"/>`;
  });
  const scale = [0, most / 2, most].map(
    (value) =>
      `<line x1="${left}" x2="${width - right}" y1="${at(value)}" y2="${at(value)}" stroke="#ddd"/>` +
      `<text x="${left - 6}" y="${at(value) + 4}" text-anchor="end">${Math.round(value)}</text>`,
  );
  const step = days <= 100 ? Math.max(1, Math.round(days / 10)) : Math.ceil(days / 91 / 12) * 91;
  const months = Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => {
    const day = index * step;
    return `<text x="${x(day)}" y="${height - 8}" text-anchor="middle">${axis.replace('#', String(day))}</text>`;
  });
  const names = lines.map(
    ({ name, color }, index) =>
      `<text x="${width - right - index * 130}" y="${namesAt}" text-anchor="end" fill="${color}">${name}</text>`,
  );
  const heading = `<text x="${left}" y="${titleAt}" font-weight="bold">${title}</text>`;
  const parts = [heading, ...names, ...scale, ...months, ...paths];
  return `<g transform="translate(0 ${y})">${parts.join('')}</g>`;
}

/** @returns one picture with the plots stacked */
export function picture(
  plots: readonly ((y: number) => string)[],
  title = 'Plots of the simulation',
): string {
  const all = plots.map((draw, index) => draw(index * height)).join('\n');
  const total = plots.length * height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" font-family="sans-serif" font-size="12" role="img"><title>${title}</title><rect width="100%" height="100%" fill="#fff"/>
${all}
</svg>
`;
}
