/** Reads in what the parameter files of dev and prod differ, and why. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../../infra/cost.ts';
import { infraFolder } from './bicep.ts';

/** Each difference has a reason: dev has the shape of prod wherever that costs little. */
const reasons: Readonly<Record<string, string>> = {
  alertEmails: 'experiments wake nobody',
  auditRootDays: 'an experiment can be torn down the next day',
  budgetStart: 'the month of the first deployment',
  deliveryReports: 'only with the consent of the data protection officer',
  firstAdminEmail: 'another person tries things out',
  logRetentionDays: 'nobody looks into old logs of experiments',
  mailDomain: 'a domain of its own',
  mailPerHour: 'the quota that Microsoft has granted',
  mailPerMinute: 'the quota that Microsoft has granted',
  maximumInstanceCount: 'a runaway costs little; two can replace each other',
  name: 'the prefix of all names',
  policiesLocked: 'a locked policy can never be removed',
  publicUrl: 'a host name of its own',
  size: 'the daily cap of logs and the budget',
  storageSku: 'zone redundancy keeps two instances of each function group ready',
};

/** @returns the parameters of an environment, as its file has them */
function parametersOf(environment: string): Map<string, string> {
  const text = readFileSync(join(infraFolder, `${environment}.bicepparam`), 'utf8');
  const lines = [...text.matchAll(/^param (\w+) = (.+)$/gm)];
  return new Map(lines.map((match) => [String(match[1]), String(match[2])]));
}

/** @returns a table of the parameters that differ @throws Error if one has no reason */
export function differences(): string {
  const [dev, prod] = [parametersOf('dev'), parametersOf('prod')];
  const names = [...new Set([...dev.keys(), ...prod.keys()])].sort();
  const rows = names
    .filter((name) => dev.get(name) !== prod.get(name))
    .map((name) => {
      const reason = reasons[name];
      if (!reason) throw new Error(`${name} differs between dev and prod without a reason`);
      return [`\`${name}\``, shown(dev.get(name)), shown(prod.get(name)), reason];
    });
  return table(['Parameter', 'dev', 'prod', 'Reason'], rows);
}

function shown(value: string | undefined): string {
  return value === undefined ? 'the default' : `\`${value.replaceAll("'", '')}\``;
}
