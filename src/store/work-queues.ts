/** The queues in which work of every kind waits, and the poison queues beside them. */

/**
 * What a person waits for overtakes what can wait. In storage they bear the name of what most of it
 * is, and keep it: a new name would leave behind what waits under this one.
 */
export const workQueues = { now: 'mail-now', later: 'mail-later' } as const;

export const queues = [workQueues.now, workQueues.later] as const;

/** Every queue has a poison queue beside it, named as the Functions host names it. */
export const poisonOf = (queue: string): string => `${queue}-poison`;
