/** Whether a run may proceed by itself: one with unusually many accounts waits for a person. */
import { limit } from './limits.ts';

/** @param active accounts that are active now @param taken accounts to deactivate or to erase */
export function exceedsSafetyThreshold(active: number, taken: number): boolean {
  return taken > limit.guardAccountsMin && taken * 100 > active * limit.guardPercentMax;
}
