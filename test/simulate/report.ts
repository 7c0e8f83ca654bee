/** Formats a simulation's results as text for the terminal and as a page with plots. */
import { type InvariantName, invariants } from './invariants.ts';
import { picture, plot } from './plot.ts';
import type { Report } from './run.ts';

/** @returns whether every invariant was checked and held */
export function allHeld({ tally }: Report): boolean {
  return Object.values(tally).every(({ checked, broken }) => checked > 0 && broken.length === 0);
}

export function reportPicture({ days }: Report): string {
  const line = (name: string, color: string, key: keyof (typeof days)[number]) => ({
    name,
    color,
    values: days.map((day) => day[key]),
  });
  return picture([
    (y) =>
      plot(
        'Accounts by status',
        [
          line('active', '#0072c6', 'active'),
          line('deactivated', '#c8102e', 'deactivated'),
          line('erased so far', '#555555', 'erasedSoFar'),
        ],
        y,
      ),
    (y) => plot('Mails a day', [line('mails', '#00845a', 'mails')], y),
    (y) =>
      plot(
        'Storage requests of a lifecycle run',
        [line('requests', '#7b3f98', 'requestsPerRun')],
        y,
      ),
  ]);
}

export function reportText(report: Report): string {
  const { users, years, seed } = report.options;
  const names = Object.keys(invariants) as InvariantName[];
  const rows = names.map((name) => {
    const { checked, broken } = report.tally[name];
    const first = broken[0] === undefined ? '' : ` — first: ${broken[0]}`;
    return `${broken.length === 0 ? 'held  ' : 'BROKEN'} ${String(checked).padStart(8)} × ${invariants[name]}${first}`;
  });
  const totals = Object.entries(report.totals).map(([name, count]) => `${name} ${count}`);
  return [
    `${users} people, ${years} years, seed ${seed}`,
    ...rows,
    `In all: ${totals.join(', ')}`,
    '',
  ].join('\n');
}

/** @returns a self-contained page */
export function reportPage(report: Report): string {
  const { users, years, seed } = report.options;
  const names = Object.keys(invariants) as InvariantName[];
  const rows = names.map((name) => {
    const { checked, broken } = report.tally[name];
    return `<tr><td>${invariants[name]}</td><td>${checked}</td><td>${broken.length}</td></tr>`;
  });
  const totals = Object.entries(report.totals).map(
    ([name, count]) => `<tr><td>${name}</td><td>${count}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Simulation: ${users} people, ${years} years</title>
<style>body{font-family:sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%;height:auto}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}</style>
</head>
<body>
<h1>${users} people, ${years} years</h1>
<p>Random people on the real service: made by <code>npm run simulate -- --users ${users} --years ${years} --seed ${seed}</code>.</p>
${reportPicture(report)}
<h2>What was checked</h2>
<table>
<tr><th>Invariant</th><th>Checked</th><th>Broken</th></tr>
${rows.join('\n')}
</table>
<h2>What happened</h2>
<table>
${totals.join('\n')}
</table>
</body>
</html>
`;
}
