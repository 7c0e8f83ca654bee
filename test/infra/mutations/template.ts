/** Mistakes that only the compiled template shows. */
import { changesOf, type Mutation } from './mutation.ts';

const serial = 'private endpoints are created one after the other';
const own = 'each secret gets the parameter of its name';
const order = 'each part is created after those that it needs';
const limits = 'parameters refuse values that would break a promise';
const secure = 'secrets are secure parameters, empty by default';
const policy = 'the policy refuses other regions unless it is asked only to report';

export const templateMutations: readonly Mutation[] = [
  ...changesOf('modules/private-endpoints.bicep', [
    ['@batchSize(1)\n', '', serial],
    ['@batchSize(1)\n', '@batchSize(3)\n', serial],
  ]),
  ...changesOf('main.bicep', [
    ["'master-key': masterKey\n", "'master-key': masterKeyPrevious\n", own],
    [
      "'delivery-report-secret': deliveryReportSecret\n",
      "'delivery-report-secret': masterKey\n",
      own,
    ],
    ['dependsOn: [roles, endpoints]', 'dependsOn: [endpoints]', order],
    ['dependsOn: [roles, endpoints]', 'dependsOn: [roles]', order],
    ['dependsOn: [storage, backupStorage, vault, network, zones]', 'dependsOn: [zones]', order],
    ['dependsOn: [roles, backupStorage, endpoints]', 'dependsOn: [backupStorage]', order],
    ['@maxLength(7)\n', '@maxLength(20)\n', limits],
    ['@minLength(1)\nparam alertEmails', 'param alertEmails', limits],
    ['@minValue(7)\n@maxValue(30)\nparam backupDays', '@maxValue(365)\nparam backupDays', limits],
    ['@maxValue(30)\nparam softDeleteDays', '@maxValue(365)\nparam softDeleteDays', limits],
    ["@allowed(['Standard_LRS', 'Standard_ZRS'])\n", '', limits],
    ["@secure()\nparam masterKey string = ''", "param masterKey string = ''", secure],
    ["param masterKey string = ''", "param masterKey string = 'x'", secure],
    [
      "@secure()\nparam masterKeyPrevious string = ''",
      "param masterKeyPrevious string = ''",
      secure,
    ],
  ]),
  ...changesOf('policy.bicep', [
    [
      "param enforcementMode string = 'Default'",
      "param enforcementMode string = 'DoNotEnforce'",
      policy,
    ],
    ['enforcementMode: enforcementMode', "enforcementMode: 'DoNotEnforce'", policy],
    ["  { name: 'eu-resource-groups', id: 'e765b5de-1225-4ba3-bd56-1ac6695af988' }\n", '', policy],
    ['value: euRegions', "value: ['eastus']", policy],
  ]),
  ...changesOf('regions.bicep', [
    ["  'swedencentral'\n", "  'swedencentral'\n  'eastus'\n", policy],
  ]),
];
