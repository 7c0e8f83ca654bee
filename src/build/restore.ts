/** `npm run restore` lists the backups; given a name, it restores one into an empty account. */
import { z } from 'zod';
import { restore } from '../backup/restore.ts';
import { settingsShape } from '../settings.ts';
import { listExports } from '../store/backups.ts';
import { openKeyring } from '../store/keyring.ts';
import { openStore } from '../store/store.ts';
import { auditRoots } from '../timers/audit-roots.ts';

/** The service's settings that a restore needs. */
const needed = z.object(settingsShape).pick({
  MASTER_KEY: true,
  MASTER_KEY_PREVIOUS: true,
  AzureWebJobsStorage: true,
  AzureWebJobsStorage__tableServiceUri: true,
  AzureWebJobsStorage__queueServiceUri: true,
  AzureWebJobsStorage__blobServiceUri: true,
  AzureWebJobsStorage__clientId: true,
});

const given = Object.entries(process.env).filter(([, value]) => value !== '');
const settings = needed.safeParse(Object.fromEntries(given));
if (!settings.success) end(z.prettifyError(settings.error), 2);
else if (!settings.data.AzureWebJobsStorage && !settings.data.AzureWebJobsStorage__tableServiceUri)
  end('AzureWebJobsStorage or AzureWebJobsStorage__tableServiceUri is needed', 2);
else await run(settings.data);

async function run(settings: z.output<typeof needed>): Promise<void> {
  const store = openStore(settings);
  const deps = { settings, store, keyring: openKeyring(settings, store), clock: Date.now };
  const [, , name] = process.argv;
  try {
    if (name === undefined)
      return end((await listExports(deps.store)).join('\n') || 'no backups', 0);
    const now = new Date().toISOString();
    const { rows, erasedAgain, roots, mailsQueued } = await restore(deps, name, now);
    const { written, lacking } = await auditRoots({ ...deps, log: () => {} }, now);
    end(
      [
        `${rows} rows and ${roots} audit roots restored, ${erasedAgain} people erased again`,
        `${mailsQueued} e-mails queued again; what was sent after the backup was made may be sent twice`,
        `${written} audit roots written for later days, ${lacking} wait for the timers`,
        notRestored,
      ].join('\n'),
      0,
    );
  } catch (error) {
    end(error instanceof Error ? error.message : String(error), 1);
  }
}

const notRestored = `Not restored: changes made after the backup other than erasures, sessions, counted attempts, e-mails
for forgotten passwords, digests and reports about imports and runs that had not been sent yet, and e-mails that had been set aside.`;

function end(text: string, code: number): void {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
}
