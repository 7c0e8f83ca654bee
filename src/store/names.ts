/** The names of the journal's tables and of the blobs in storage; infra provisions the containers. */

/** Every journal table's name begins so. */
export const journalPrefix = 'journal';

/** Blob containers: roots of the audit chain that can't be rewritten, and backups that expire. */
export const containers = ['audit-roots', 'backups'] as const;

/** In `backups`: an export a day, and an empty blob `INSTANT/USERID` for everyone erased. */
export const exportPrefix = 'exports/';
export const erasedPrefix = 'erased/';

export type ContainerName = (typeof containers)[number];
