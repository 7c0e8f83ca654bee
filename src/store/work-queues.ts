/** The queues for all kinds of work, and their poison queues. */

/**
 * Work that a person is waiting for overtakes work that can wait, and other systems that are slow
 * hold up neither. The names in storage, after their
 * most frequent work, must not change: a new name would strand the messages under the old one.
 */
export const workQueues = { now: 'mail-now', later: 'mail-later', signals: 'signals' } as const;

/** The functions that carry out their messages. */
export const queueFunctions = {
  now: 'mailNow',
  later: 'mailLater',
  signals: 'signals',
} as const satisfies Record<keyof typeof workQueues, string>;

export const queues = Object.values(workQueues);

/** Every queue has a poison queue, with the name that the Functions host gives it. */
export const poisonOf = (queue: string): string => `${queue}-poison`;
