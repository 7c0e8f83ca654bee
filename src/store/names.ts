/** The names of everything the service keeps in storage; infra provisions exactly these. */

/** Tables with a fixed name. The journal adds one table a month, see `journalTable`. */
export const tables = [
  'accounts',
  'logins',
  'directory',
  'schedule',
  'organizations',
  'notices',
  'keys',
  'throttle',
  'mails',
  'imports',
] as const;

export type TableName = (typeof tables)[number];

/**
 * Work of every kind; what a person waits for overtakes what can wait. In storage they bear the name
 * of what most of it is, and keep it: a new name would leave behind what waits under this one.
 */
export const workQueues = { now: 'mail-now', later: 'mail-later' } as const;

/** Every queue has a poison queue beside it, named as the Functions host names it. */
export const queues = [workQueues.now, workQueues.later] as const;

export const poisonOf = (queue: string): string => `${queue}-poison`;

/** Every journal table's name begins so. */
export const journalPrefix = 'journal';

/** Blob containers: roots of the audit chain that can't be rewritten, and backups that expire. */
export const containers = ['audit-roots', 'backups'] as const;

/** In `backups`: an export a day, and an empty blob `INSTANT/USERID` for everyone erased. */
export const exportPrefix = 'exports/';
export const erasedPrefix = 'erased/';

export type ContainerName = (typeof containers)[number];
