/** THE timer table: when each runs (six fields, UTC), and after how long without a run it is late. */

export const timerTable = {
  repair: { schedule: '0 */2 * * * *', lateAfterMinutes: 30 },
  firstAdministrator: { schedule: '30 */10 * * * *', lateAfterMinutes: 60 },
  mailOutcomes: { schedule: '45 */10 * * * *', lateAfterMinutes: 60 },
  keys: { schedule: '0 15 * * * *', lateAfterMinutes: 180 },
  lifecycle: { schedule: '0 5 * * * *', lateAfterMinutes: 180 },
  census: { schedule: '0 45 0 * * *', lateAfterMinutes: 2_880 },
  retention: { schedule: '0 30 1 * * *', lateAfterMinutes: 2_880 },
  auditRoots: { schedule: '0 20 2 * * *', lateAfterMinutes: 2_880 },
  backup: { schedule: '0 0 2 * * *', lateAfterMinutes: 2_880 },
  digest: { schedule: '0 0 5 * * 1', lateAfterMinutes: 20_160 },
} as const satisfies Record<string, { schedule: string; lateAfterMinutes: number }>;

export type TimerName = keyof typeof timerTable;
