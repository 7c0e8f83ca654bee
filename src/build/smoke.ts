/** `npm run smoke` checks a running service without signing in and without changing anything. */
import { parseSmokeOptions, UsageError, usage } from './smoke/options.ts';
import { runSmoke } from './smoke/run.ts';

try {
  const options = parseSmokeOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else if (!(await runSmoke(options, (line) => process.stdout.write(`${line}\n`))))
    process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
