/**
 * Fetches the tools that tests need beside npm packages (Chromium, the Bicep compiler) before any
 * test starts. Prints one line with what is there, and an instruction for each tool it can't get.
 */
import { bicepProgram, bicepVersion, fetchBicep } from './bicep-compiler.ts';
import { canBeFaster, chromiumPath, installChromium } from './chromium.ts';
import { oneAtATime } from './one-at-a-time.ts';

type Tool = {
  name: string;
  find: () => Promise<string>;
  fetch: () => Promise<void>;
  /** Whether to fetch although there is one. */
  canBeFaster?: () => boolean;
};

const tools: readonly Tool[] = [
  { name: 'Chromium', find: async () => chromiumPath(), fetch: installChromium, canBeFaster },
  { name: `Bicep ${bicepVersion}`, find: bicepProgram, fetch: fetchBicep },
];

// Clones on one machine share apt; the second finds what the first has installed.
const lines = await oneAtATime('accounts-fetch-tools', () => Promise.all(tools.map(line)));
const have = lines.flatMap(({ text }) => text ?? []);
if (have.length > 0) process.stdout.write(`${have.join('; ')}\n`);
for (const { missing } of lines) if (missing) process.stderr.write(`${missing}\n`);
process.exitCode = lines.some(({ missing }) => missing) ? 1 : 0;

async function line({
  name,
  find,
  fetch,
  canBeFaster,
}: Tool): Promise<{ text?: string; missing?: string }> {
  try {
    if (!canBeFaster?.()) return { text: `${name} found: ${await find()}` };
  } catch {
    // Not installed yet.
  }
  try {
    await fetch();
    return { text: `${name} fetched: ${await find()}` };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
