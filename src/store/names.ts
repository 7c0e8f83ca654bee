/** The names of the journal's tables and of blobs; infra provisions the containers. */

/** The prefix of every journal table's name. */
export const journalPrefix = 'journal';

/** Blob containers: immutable roots of the audit chain, and backups that expire. */
export const containers = ['audit-roots', 'backups'] as const;

/** In `backups`: a daily export, and a small blob `INSTANT/USERID` for each erased person. */
export const exportPrefix = 'exports/';
export const erasedPrefix = 'erased/';

export type ContainerName = (typeof containers)[number];
