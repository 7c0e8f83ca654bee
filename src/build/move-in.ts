/**
 * `npm run move-in -- --check FILE` says what would become of each person of a file, `--run FILE`
 * moves them in, `--report FILE` says who of them is here, and `--invite FILE` invites those who
 * never signed in. `--mapping FILE` translates roles and organizations; `--with blocked,lapsed`
 * brings these along. The formats are in src/move-in/GUIDE.md.
 */
import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { policyOf } from '../assemble.ts';
import { inviteWaiting } from '../move-in/invite-waiting.ts';
import { linesOf, outcomeLine } from '../move-in/print-report.ts';
import type { Wanted } from '../move-in/report.ts';
import { checkPeople, type RunDeps, runMoveIn } from '../move-in/run.ts';
import { limit } from '../policy/limits.ts';
import { broughtOnRequest } from '../policy/move-in-buckets.ts';
import { mapping } from '../policy/move-in-mapping.ts';
import { parsedJson } from '../policy/people-file.ts';
import { Refusal } from '../policy/problems.ts';
import { openKeyring } from '../store/keyring.ts';
import { openPauses } from '../store/pause.ts';
import { openStore } from '../store/store.ts';
import { allSettings, end, settingsOf, storageSettings } from './storage-command.ts';

/** The service's settings that moving in needs. */
const needed = allSettings.pick({
  ...storageSettings,
  INACTIVITY_MONTHS: true,
  NOTICE_DAYS: true,
  ERASE_AFTER_DAYS: true,
  UNUSED_INVITATION_DAYS: true,
  INVITATION_LIFETIME_DAYS: true,
});

const settings = settingsOf(needed);
if (settings) await main(settings);

async function main(settings: z.output<typeof needed>): Promise<void> {
  const store = openStore(settings);
  const pauses = openPauses(store);
  const keyring = openKeyring(settings, store);
  const policy = policyOf(settings, pauses);
  try {
    const asked = question();
    await run({ store, keyring, policy, settings, log: () => {}, clock: Date.now }, asked);
  } catch (error) {
    end(reasonOf(error), 1);
  }
}

async function run(deps: RunDeps, { verb, ...ask }: ReturnType<typeof question>): Promise<void> {
  const acting = { actorId: 'service', organizationId: '', now: new Date().toISOString() };
  if (verb === 'invite')
    return end(`People invited now: ${await inviteWaiting(deps, ask, acting)}`, 0);
  const say = (text: string | undefined) => void (text && process.stdout.write(`${text}\n`));
  let done = 0;
  const tellProgress = () => {
    if (++done % limit.moveInBatchLines === 0) process.stderr.write(`${done} people so far\n`);
  };
  const report =
    verb === 'run'
      ? await runMoveIn(deps, ask, acting, (line, outcome) => {
          say(outcomeLine(line, outcome));
          tellProgress();
        })
      : await checkPeople(deps, ask, acting.now, (line) => say(outcomeLine(line)));
  say(linesOf(report));
  // A check before the run finds nobody here; afterwards a difference is a failure.
  process.exitCode = verb === 'check' || report.difference === 0 ? 0 : 1;
}

/** @throws Error that says how to ask */
function question() {
  const { values } = parseArgs({
    options: {
      check: { type: 'string' },
      run: { type: 'string' },
      report: { type: 'string' },
      invite: { type: 'string' },
      mapping: { type: 'string' },
      with: { type: 'string', default: '' },
    },
  });
  const verbs = (['check', 'run', 'report', 'invite'] as const).filter((each) => values[each]);
  const [verb] = verbs;
  if (!verb || verbs.length > 1)
    throw new Error('Give one of --check FILE, --run FILE, --report FILE and --invite FILE.');
  const text = textOf(values[verb] ?? '');
  const wanted: Wanted = z
    .array(z.enum(broughtOnRequest))
    .parse(values.with.split(',').filter(Boolean));
  return { verb, text, wanted, mapping: mappingIn(values.mapping) };
}

/** The error of a parser would quote the file, which may name people. */
function mappingIn(file: string | undefined) {
  if (!file) return mapping.parse({});
  const entries = parsedJson(textOf(file).replace(/^\uFEFF/, ''));
  if (entries === undefined) throw new Error('The mapping is not JSON.');
  return mapping.parse(entries);
}

function textOf(file: string): string {
  if (statSync(file).size > limit.moveInFileBytesMax)
    throw new Error(`The file is larger than ${limit.moveInFileBytesMax} bytes: split it.`);
  return readFileSync(file, 'utf8');
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (!(error instanceof Refusal) || error.faults.length === 0)
    return error instanceof Error ? error.message : String(error);
  return error.faults
    .map(({ field, message, names = [] }) => `${field} ${message} ${names.join(', ')}`.trim())
    .join('\n');
}
