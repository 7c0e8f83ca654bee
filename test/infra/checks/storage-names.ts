/** Storage has exactly the tables, queues and containers that the code and the host use. */
import { containers } from '../../../src/store/names.ts';
import { tables } from '../../../src/store/row-keys.ts';
import { poisonOf, queues } from '../../../src/store/work-queues.ts';
import { type Check, lastNames, type Snapshot } from '../snapshot.ts';
import { finding } from './property.ts';

/** Containers that only the platform uses. */
const hostContainers: Readonly<Record<string, string>> = {
  deployment: 'the published package',
  'azure-webjobs-hosts': 'leases and timer times of the Functions host',
  'azure-webjobs-secrets': 'keys of the Functions host',
};

const storage = 'Microsoft.Storage/storageAccounts';

export const storageNameChecks: readonly Check[] = [
  same('the tables are those of the code', `${storage}/tableServices/tables`, tables),
  same('the queues are those of the code', `${storage}/queueServices/queues`, [
    ...queues,
    ...queues.map(poisonOf),
  ]),
  same('the containers are those of the code', `${storage}/blobServices/containers`, [
    ...containers,
    ...Object.keys(hostContainers),
  ]),
];

function same(name: string, type: string, wanted: readonly string[]): Check {
  return {
    name,
    run(snapshot: Snapshot) {
      const found = lastNames(snapshot, type);
      return [
        ...wanted
          .filter((each) => !found.includes(each))
          .map((each) =>
            finding(name, each, 'is used by the code but not created: infra/main.bicep'),
          ),
        ...found
          .filter((each) => !wanted.includes(each))
          .map((each) => finding(name, each, 'is created but not used by the code')),
      ];
    },
  };
}
