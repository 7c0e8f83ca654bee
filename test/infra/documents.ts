/** The shell blocks of the operators' documents, each section executed once for all tests. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from './bicep.ts';
import { type Executed, execute, type Outcome } from './execute.ts';

/** The blocks of one section, which share their variables. */
type Section = { title: string; script: string };

export const documents = ['README.md', 'alerts.md', 'cost.md']
  .filter((file) => existsSync(join(infraFolder, file)))
  .map((file) => ({ file, text: readFileSync(join(infraFolder, file), 'utf8') }));

/** @returns the sections of a Markdown text that have shell blocks; what precedes them runs in each */
export function sectionsOf(markdown: string): Section[] {
  const [before = '', ...parts] = markdown.split(/^## /m);
  const preamble = blocksOf(before);
  return parts.flatMap((text) => {
    const blocks = blocksOf(text);
    const title = (text.split('\n')[0] ?? '').replaceAll('`', '');
    return blocks.length === 0 ? [] : [{ title, script: [...preamble, ...blocks].join('\n') }];
  });
}

function blocksOf(text: string): string[] {
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent, block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

export const sections = documents.flatMap(({ file, text }) =>
  sectionsOf(text).map((section) => ({ ...section, file })),
);

const outcomes = new Map<string, Promise<Outcome>>();

/** @returns what happened when the section's blocks ran in order in one shell */
export function outcomeOf(title: string): Promise<Outcome> {
  const section = sections.find((each) => each.title === title);
  if (!section) throw new Error(`there is no section ${title}`);
  const outcome = outcomes.get(title) ?? execute(section.script);
  outcomes.set(title, outcome);
  return outcome;
}

/** @returns the calls of tools that a section makes, in order */
export async function callsOf(title: string): Promise<Executed[]> {
  return (await outcomeOf(title)).calls;
}
