/** All checks of a deployment; every deliberate mistake is run against all of them. */
import type { Check, Environment, Finding, Snapshot } from '../snapshot.ts';
import { alertChecks } from './alerts.ts';
import { appChecks } from './app.ts';
import { detailChecks } from './details.ts';
import { domainChecks } from './domain.ts';
import { lockChecks } from './locks.ts';
import { mailChecks } from './mail.ts';
import { nameChecks } from './names.ts';
import { networkChecks } from './network.ts';
import { policySettingChecks } from './policy-settings.ts';
import { psruleChecks, psruleExceptions } from './psrule.ts';
import { queryChecks } from './queries.ts';
import { regionChecks } from './regions.ts';
import { roleChecks } from './roles.ts';
import { secretChecks } from './secrets.ts';
import { settingChecks } from './settings.ts';
import { sizeChecks } from './sizes.ts';
import { storageChecks } from './storage.ts';
import { storageNameChecks } from './storage-names.ts';
import { watchingChecks } from './watching.ts';

export const ownChecks: readonly Check[] = [
  ...regionChecks,
  ...settingChecks,
  ...policySettingChecks,
  ...appChecks,
  ...domainChecks,
  ...networkChecks,
  ...storageChecks,
  ...lockChecks,
  ...nameChecks,
  ...alertChecks,
  ...queryChecks,
  ...sizeChecks,
  ...detailChecks,
  ...storageNameChecks,
  ...roleChecks,
  ...secretChecks,
  ...mailChecks,
  ...watchingChecks,
];

/** @returns whether an environment has an exception to a PSRule rule */
export function isExcepted(rule: string, environment: Environment): boolean {
  return psruleExceptions[rule]?.environments.includes(environment) ?? false;
}

/** @returns the findings of a check; one that cannot judge what it sees reports that */
export function runCheck(check: Check, snapshot: Snapshot, environment: Environment): Finding[] {
  try {
    return check.run(snapshot, environment);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ check: check.name, resource: 'snapshot', message: `cannot be judged: ${message}` }];
  }
}

/** @returns the findings of all checks except those with exceptions */
export function findings(snapshot: Snapshot, environment: Environment): Finding[] {
  const rules = psruleChecks.filter(({ name }) => !isExcepted(name, environment));
  return [...ownChecks, ...rules].flatMap((check) => runCheck(check, snapshot, environment));
}
