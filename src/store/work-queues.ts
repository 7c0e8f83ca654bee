/** The queues for all kinds of work, and their poison queues. */

/**
 * Work that a person is waiting for overtakes work that can wait. The names in storage, after their
 * most frequent work, must not change: a new name would strand the messages under the old one.
 */
export const workQueues = { now: 'mail-now', later: 'mail-later' } as const;

export const queues = [workQueues.now, workQueues.later] as const;

/** Every queue has a poison queue, with the name that the Functions host gives it. */
export const poisonOf = (queue: string): string => `${queue}-poison`;
