/**
 * `npm run restore` lists the backups; given a name, it restores one into an empty account. With
 * `-- --from-copies`, it reads the copies in the second account (BACKUP_BLOB_SERVICE_URI).
 */
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { restore } from '../backup/restore.ts';
import { listExports } from '../store/backups.ts';
import { openKeyring } from '../store/keyring.ts';
import { openOutside } from '../store/outside.ts';
import { openStore } from '../store/store.ts';
import { auditRoots } from '../timers/audit-roots.ts';
import { allSettings, end, settingsOf, storageSettings } from './storage-command.ts';

/** The service's settings that a restore needs. */
const needed = allSettings.pick({
  ...storageSettings,
  BACKUP_BLOB_SERVICE_URI: true,
});

const settings = settingsOf(needed);
if (settings) await run(settings);

async function run(settings: z.output<typeof needed>): Promise<void> {
  const store = openStore(settings);
  const keyring = openKeyring(settings, store);
  try {
    const { name, fromCopies } = asked();
    const backups = fromCopies ? openOutside(settings) : store;
    if (!backups) return end('--from-copies needs BACKUP_BLOB_SERVICE_URI', 2);
    if (name === undefined) return end((await listExports(backups)).join('\n') || 'no backups', 0);
    const deps = { settings, store, backups, keyring, clock: Date.now };
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

/** @throws Error for an unknown flag */
function asked() {
  const { values, positionals } = parseArgs({
    options: { 'from-copies': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  return { name: positionals[0], fromCopies: values['from-copies'] };
}

const notRestored = `Not restored: changes made after the backup other than erasures, sessions, counted attempts, e-mails
for forgotten passwords, digests and reports about imports and runs that had not been sent yet, and e-mails that had been set aside.`;
