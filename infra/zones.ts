/** What zone redundancy costs: Azure keeps two instances of each function group ready in it. */
import { queues } from '../src/store/work-queues.ts';
import { timerTable } from '../src/timers/timers.ts';

/** https://learn.microsoft.com/azure/reliability/reliability-functions */
const instancesPerGroup = 2;
/** HTTP functions share a group; each timer and each queue has its own. */
const groups = 1 + Object.keys(timerTable).length + queues.length;
const gigabytesOfInstance = 2;
const secondsPerMonth = 730 * 3_600;
/** US dollars for a GB-second of an instance that is kept ready: Azure Retail Prices, Functions. */
const usdPerGigabyteSecond = 0.000004;

/** @returns US dollars per month for instances that only wait */
export function zoneRedundancyUsd(): number {
  return instancesPerGroup * groups * gigabytesOfInstance * secondsPerMonth * usdPerGigabyteSecond;
}
