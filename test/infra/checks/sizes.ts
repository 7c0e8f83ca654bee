/** The daily cap of logs and the budget fit the number of accounts, so that neither blinds nor alarms. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { monthlyCost, sumOf } from '../../../infra/cost.ts';
import { deployedIn, usage } from '../../../infra/usage.ts';
import { infraFolder } from '../bicep.ts';
import { at, type Check, onlyOne } from '../snapshot.ts';
import { finding } from './property.ts';

const names = ['small', 'medium', 'large'] as const;
const size = z.strictObject({
  accounts: z.int(),
  logDailyCapGb: z.int(),
  monthlyBudget: z.int(),
});
const sizesFile = z.strictObject({
  small: size,
  medium: size,
  large: size,
  zoneRedundancyBudget: z.int(),
});

/** Days of a month differ, and so do days of a week. */
const busyDayFactor = 2;
const daysPerMonth = 30;
/** A budget warns of what is unexpected: above a normal month, below a runaway. */
const budgetFactors = { min: 1.2, max: 20 };

/** @returns the numbers of infra/sizes.json */
export function readSizes(): z.infer<typeof sizesFile> {
  return sizesFile.parse(JSON.parse(readFileSync(join(infraFolder, 'sizes.json'), 'utf8')));
}

const capFits: Check = {
  name: 'the daily cap lets a busy day be logged, and ends a loop of errors',
  run(snapshot) {
    const workspace = onlyOne(snapshot, 'Microsoft.OperationalInsights/workspaces');
    const capGb = Number(at(workspace, 'properties.workspaceCapping.dailyQuotaGb'));
    const accounts = accountsOf(snapshot.outputs['size']);
    const dayGb = usage(accounts, deployedIn(snapshot)).gigabytesLogged / daysPerMonth;
    const fits = capGb >= busyDayFactor * dayGb && capGb <= Math.max(1, 10 * dayGb);
    return fits ? [] : [finding(capFits.name, 'workspace', `${capGb} GB for ${dayGb} GB a day`)];
  },
};

const budgetFits: Check = {
  name: 'the budget is above the estimate, and near it',
  run(snapshot) {
    const budget = Number(
      at(onlyOne(snapshot, 'Microsoft.Consumption/budgets'), 'properties.amount'),
    );
    const usd = sumOf(monthlyCost(accountsOf(snapshot.outputs['size']), deployedIn(snapshot)));
    const fits = budget >= budgetFactors.min * usd && budget <= budgetFactors.max * usd;
    return fits ? [] : [finding(budgetFits.name, 'budget', `${budget} for an estimate of ${usd}`)];
  },
};

export const sizeChecks: readonly Check[] = [capFits, budgetFits];

/** NaN for an unknown size, which no number fits. */
function accountsOf(given: unknown): number {
  const name = names.find((each) => each === given);
  return name === undefined ? Number.NaN : readSizes()[name].accounts;
}
