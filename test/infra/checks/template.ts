/** What a template promises and no evaluation shows: order, conditions and limits of parameters. */
import { euRegions } from '../../../src/policy/regions.ts';
import { at, type Finding, isRecord, listAt } from '../snapshot.ts';

export type Templates = { main: unknown; policy: unknown };
export type TemplateCheck = { name: string; run(templates: Templates): string[] };

/** Built-in policies "Allowed locations" and "Allowed locations for resource groups". */
const policyIds = ['e56962a6-4747-49cd-b67b-bf8b01975c4c', 'e765b5de-1225-4ba3-bd56-1ac6695af988'];

/** What must exist before a module is deployed. */
const order: Readonly<Record<string, readonly string[]>> = {
  app: ['roles', 'endpoints'],
  roles: ['identity', 'storage', 'vault', 'mail', 'monitoring'],
  endpoints: ['storage', 'backupStorage', 'vault', 'network', 'zones'],
  publicName: ['app'],
  locks: ['roles', 'backupStorage', 'endpoints'],
  diagnostics: ['storage', 'backupStorage', 'vault', 'app', 'monitoring'],
};

/** Numbers and lengths outside which a promise would break. */
const limits: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  name: { minLength: 3, maxLength: 7 },
  alertEmails: { minLength: 1 },
  backupDays: { minValue: 7, maxValue: 30 },
  softDeleteDays: { minValue: 7, maxValue: 30 },
  logRetentionDays: { minValue: 30, maxValue: 90 },
  auditRootDays: { minValue: 1, maxValue: 3650 },
  storageSku: { allowedValues: ['Standard_LRS', 'Standard_ZRS'] },
  customDomain: { allowedValues: ['none', 'new', 'bound'] },
};

const secrets: Readonly<Record<string, string>> = {
  'master-key': 'masterKey',
  'master-key-previous': 'masterKeyPrevious',
  'delivery-report-secret': 'deliveryReportSecret',
};

export const templateChecks: readonly TemplateCheck[] = [
  {
    name: 'private endpoints are created one after the other',
    run({ main }) {
      const endpoint = at(inner(main, 'endpoints'), 'resources.privateEndpoint');
      const serial = at(endpoint, 'copy.mode') === 'serial' && at(endpoint, 'copy.batchSize') === 1;
      return serial ? [] : ['endpoints'];
    },
  },
  {
    name: 'each secret gets the parameter of its name',
    run({ main }) {
      const given = at(main, 'resources.vault.properties.parameters.secrets.value');
      return Object.entries(secrets)
        .filter(([name, parameter]) => Object(given)[name] !== `[parameters('${parameter}')]`)
        .map(([name]) => name);
    },
  },
  {
    name: 'each part is created after those that it needs',
    run: ({ main }) =>
      Object.entries(order).flatMap(([module, before]) => {
        const waits = listAt(main, `resources.${module}.dependsOn`);
        return before.filter((one) => !waits.includes(one)).map((one) => `${module}: ${one}`);
      }),
  },
  {
    name: 'parameters refuse values that would break a promise',
    run: ({ main }) =>
      Object.entries(limits).flatMap(([parameter, wanted]) =>
        Object.entries(wanted)
          .filter(([key, value]) => {
            const found = at(main, `parameters.${parameter}.${key}`);
            return JSON.stringify(found) !== JSON.stringify(value);
          })
          .map(([key]) => `${parameter}: ${key}`),
      ),
  },
  {
    name: 'secrets are secure parameters, empty by default',
    run: ({ main }) =>
      Object.values(secrets).filter(
        (parameter) =>
          at(main, `parameters.${parameter}.type`) !== 'securestring' ||
          at(main, `parameters.${parameter}.defaultValue`) !== '',
      ),
  },
  {
    name: 'the policy refuses other regions unless it is asked only to report',
    run({ policy }) {
      const mode = at(policy, 'parameters.enforcementMode');
      const ids = listAt(policy, 'variables.policies').map((one) => at(one, 'id'));
      const assigned = at(assignment(policy), 'properties');
      const allowed = at(assigned, 'parameters.listOfAllowedLocations.value');
      return [
        ...(at(mode, 'defaultValue') === 'Default' ? [] : ['default']),
        ...(at(assigned, 'enforcementMode') === "[parameters('enforcementMode')]" ? [] : ['mode']),
        ...(ids.join() === policyIds.join() ? [] : ['policies']),
        ...(allowed === "[variables('euRegions')]" ? [] : ['locations']),
        ...(listAt(policy, 'variables.euRegions').join() === [...euRegions].join()
          ? []
          : ['regions']),
      ];
    },
  },
];

/** @returns the findings of all checks of templates */
export function templateFindings(templates: Templates): Finding[] {
  return templateChecks.flatMap(({ name, run }) =>
    run(templates).map((resource) => ({ check: name, resource, message: 'breaks the promise' })),
  );
}

function assignment(policy: unknown): unknown {
  const resources = at(policy, 'resources');
  return isRecord(resources) ? resources['assignment'] : at(resources, '0');
}

function inner(main: unknown, module: string): unknown {
  return at(main, `resources.${module}.properties.template`);
}
