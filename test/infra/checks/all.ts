/** All checks of a deployment; every deliberate mistake is run against all of them. */
import type { Check, Environment, Finding, Snapshot } from '../snapshot.ts';
import { flexChecks } from './flex.ts';
import { mailChecks } from './mail.ts';
import { psruleChecks, psruleExceptions } from './psrule.ts';
import { regionChecks } from './regions.ts';
import { roleChecks } from './roles.ts';
import { secretChecks } from './secrets.ts';
import { settingChecks } from './settings.ts';
import { storageNameChecks } from './storage-names.ts';
import { watchingChecks } from './watching.ts';

export const ownChecks: readonly Check[] = [
  ...regionChecks,
  ...settingChecks,
  ...flexChecks,
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

/** @returns the findings of all checks except those with exceptions */
export function findings(snapshot: Snapshot, environment: Environment): Finding[] {
  const rules = psruleChecks.filter(({ name }) => !isExcepted(name, environment));
  return [...ownChecks, ...rules].flatMap((check) => check.run(snapshot));
}
