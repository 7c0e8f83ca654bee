/** Formats the results as text, as the tables in README.md and as a page with plots. */
import { escapeHtml } from '../../src/policy/escape-html.ts';
import { picture, plot } from '../simulate/plot.ts';
import { type Plot, type Row, reasonOf, type Section, type Verdict, verdict } from './section.ts';
import { timeline } from './timeline.ts';

/** @returns the section as a Markdown table followed by its remarks */
export function sectionText({ title, head, rows, remarks }: Section): string {
  const table = [headOf(head), headOf(head).map(() => '---'), ...rows.map((row) => cells(row))];
  const lines = table.map((each) => `| ${each.join(' | ')} |`);
  const below = remarks.length > 0 ? ['', ...remarks.map((remark) => `- ${remark}`)] : [];
  return [`**${title}**`, '', ...lines, ...below].join('\n');
}

/** @returns README.md with the tables between its two markers @throws Error if it lacks them */
export function intoReadme(readme: string, sections: readonly Section[], machine: string): string {
  const between = /<!-- bench -->[\s\S]*<!-- \/bench -->/;
  if (!between.test(readme)) throw new Error('README.md lacks <!-- bench --> … <!-- /bench -->');
  const text = [`Measured on ${machine}.`, ...sections.map(sectionText)].join('\n\n');
  return readme.replace(between, () => `<!-- bench -->\n${text}\n<!-- /bench -->`);
}

/** @returns a self-contained page */
export function sectionsPage(sections: readonly Section[], machine: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Bench of the account system</title>
<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%;height:auto}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}</style>
</head>
<body>
<h1>How fast it is</h1>
<p>Made by <code>npm run bench</code> on ${escapeHtml(machine)}.</p>
${sections.map(sectionPage).join('\n')}
</body>
</html>
`;
}

function sectionPage({ id, title, head, rows, plots, remarks }: Section): string {
  const line = (tag: 'td' | 'th', all: readonly string[]) =>
    `<tr>${all.map((text) => `<${tag}>${marked(text)}</${tag}>`).join('')}</tr>`;
  const drawn = plots.map((each) => (y: number) => draw(each, y));
  return [
    `<h2 id="${escapeHtml(id)}">${marked(title)}</h2>`,
    `<table>${line('th', headOf(head))}${rows.map((row) => line('td', cells(row))).join('')}</table>`,
    drawn.length > 0 ? picture(drawn, escapeHtml(title)) : '',
    `<ul>${remarks.map((remark) => `<li>${marked(remark)}</li>`).join('')}</ul>`,
  ].join('\n');
}

function draw(each: Plot, y: number): string {
  const title = escapeHtml(each.title);
  return 'lanes' in each ? timeline(title, each.lanes, y) : plot(title, each.lines, y, each.axis);
}

function headOf(head: Section['head']): string[] {
  return ['What', head.ours, head.other ?? '', 'Ratio', 'Limit', 'Holds', 'Remark'];
}

const verdicts: Readonly<Record<Verdict, string>> = { yes: 'yes', no: '**no**', close: 'close' };

function cells(row: Row): string[] {
  const found = verdict(row);
  const limits = [
    row.atMost === undefined ? '' : `≤ ${row.atMost}`,
    row.atLeast === undefined ? '' : `≥ ${row.atLeast}`,
  ];
  return [
    row.name,
    row.ours,
    row.other ?? '',
    row.ratio === undefined ? '' : String(Number(row.ratio.toPrecision(3))),
    limits.filter(Boolean).join(', '),
    found === undefined ? '' : verdicts[found],
    [row.remark, reasonOf(row)].filter(Boolean).join('; '),
  ];
}

/** Converts the two kinds of Markdown used in the tables to HTML. */
function marked(text: string): string {
  return escapeHtml(text)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');
}
