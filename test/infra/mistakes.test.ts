/** Promise: each mistake in the templates fails exactly the matching check. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inCopy, snapshotText } from './bicep.ts';
import { findings } from './checks/all.ts';
import { parseSnapshot } from './snapshot.ts';

type Mistake = { what: string; file: string; from: string; to: string; fails: string };

const oneRoleMore = `resource extraRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, 'extra')
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '00482a5a-887f-4fb3-b363-3b7fe8e74483'
    )
  }
}

resource tableRole`;

const mistakes: readonly Mistake[] = [
  {
    what: 'storage in the United States',
    file: 'modules/storage.bicep',
    from: '  location: location\n',
    to: "  location: 'eastus'\n",
    fails: 'every resource is in the EU or EEA',
  },
  {
    what: 'account keys switched on',
    file: 'modules/storage.bicep',
    from: 'allowSharedKeyAccess: false',
    to: 'allowSharedKeyAccess: true',
    fails: 'storage accepts no account keys',
  },
  {
    what: 'a missing setting',
    file: 'main.bicep',
    from: '    FIRST_ADMIN_EMAIL: firstAdminEmail\n',
    to: '',
    fails: 'the app accepts its settings',
  },
  {
    what: 'a setting that the app does not know',
    file: 'main.bicep',
    from: '    FIRST_ADMIN_EMAIL: firstAdminEmail\n',
    to: "    FIRST_ADMIN_EMAIL: firstAdminEmail\n    FIRST_ADMIN_NAME: 'Anna'\n",
    fails: 'the app knows each of its settings',
  },
  {
    what: 'a property that Flex Consumption rejects',
    file: 'modules/function-app.bicep',
    from: '      http20Enabled: true\n',
    to: "      http20Enabled: true\n      ftpsState: 'Disabled'\n",
    fails: 'R03: siteConfig has no property that Flex Consumption rejects',
  },
  {
    what: 'another storage account by name',
    file: 'main.bicep',
    from: '__accountName: storageName',
    to: "__accountName: 'other'",
    fails: 'R21: the host knows the storage account by name beside its addresses',
  },
  {
    what: 'one role too many',
    file: 'modules/roles.bicep',
    from: 'resource tableRole',
    to: oneRoleMore,
    fails: 'the roles are those of the table in infra/README.md',
  },
  {
    what: 'purge protection off',
    file: 'modules/vault.bicep',
    from: 'enablePurgeProtection: true',
    to: 'enablePurgeProtection: false',
    fails: 'Azure.KeyVault.PurgeProtect',
  },
  {
    what: 'engagement tracking on',
    file: 'modules/mail.bicep',
    from: "userEngagementTracking: 'Disabled'",
    to: "userEngagementTracking: 'Enabled'",
    fails: 'opens and clicks in e-mails are not tracked (attack 28)',
  },
  {
    what: 'a missing table',
    file: 'main.bicep',
    from: "  'logins'\n",
    to: '',
    fails: 'the tables are those of the code',
  },
  {
    what: 'an account key in an output',
    file: 'main.bicep',
    from: 'output publicUrl string = url',
    to: "#disable-next-line outputs-should-not-contain-secrets use-resource-symbol-reference\noutput publicUrl string = listKeys(resourceId('Microsoft.Storage/storageAccounts', storageName), '2026-06-01').keys[0].value",
    fails: 'no secret is in plain text',
  },
  {
    what: 'an undocumented alert',
    file: 'modules/alerts.bicep',
    from: "name: 'heartbeat-late'",
    to: "name: 'timer-late'",
    fails: 'each alert is explained in infra/alerts.md',
  },
  {
    what: 'availability tested from the United States',
    file: 'modules/alerts.bicep',
    from: 'emea-fr-pra-edge',
    to: 'us-va-ash-azr',
    fails: 'availability is tested from the EU only',
  },
];

it.concurrent.each(mistakes)('$what fails only "$fails"', { timeout: 300_000 }, async (mistake) => {
  const snapshot = await inCopy(async (folder) => {
    const path = join(folder, mistake.file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(mistake.from);
    await writeFile(path, text.replaceAll(mistake.from, mistake.to));
    await writeFile(join(folder, 'bicepconfig.json'), '{}');
    return parseSnapshot(await snapshotText(folder, 'prod'));
  });
  const failed = findings(snapshot, 'prod').map(({ check }) => check);
  expect([...new Set(failed)]).toEqual([mistake.fails]);
});
