/** Every check of what is deployed, by name; the deliberate mistakes are tried against all of them. */
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

/** @returns whether a rule of PSRule is excepted in an environment */
export function isExcepted(rule: string, environment: Environment): boolean {
  return psruleExceptions[rule]?.environments.includes(environment) ?? false;
}

/** @returns what all checks find, the excepted ones left out */
export function findings(snapshot: Snapshot, environment: Environment): Finding[] {
  const rules = psruleChecks.filter(({ name }) => !isExcepted(name, environment));
  return [...ownChecks, ...rules].flatMap((check) => check.run(snapshot));
}
