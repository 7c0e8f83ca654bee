/** The names of the tables and blobs that the service keeps in storage; infra provisions exactly these. */

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

/** Every journal table's name begins so. */
export const journalPrefix = 'journal';

/** Blob containers: roots of the audit chain that can't be rewritten, and backups that expire. */
export const containers = ['audit-roots', 'backups'] as const;

/** In `backups`: an export a day, and an empty blob `INSTANT/USERID` for everyone erased. */
export const exportPrefix = 'exports/';
export const erasedPrefix = 'erased/';

export type ContainerName = (typeof containers)[number];
