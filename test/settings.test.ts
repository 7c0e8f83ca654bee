/** Promise: a wrong setting stops the start by name, shows no value, and never endangers data. */
import { describe, expect, test } from 'vitest';
import { parseSettings, SettingsError, settingsShape } from '../src/settings.ts';
import { usualSettings } from './support/harness.ts';

const good = usualSettings(
  'UseDevelopmentStorage=true',
  'endpoint=http://127.0.0.1:7072/;accesskey=bG9jYWw=',
);

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseSettings({ ...good, ...env });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

test('the usual settings are accepted', () => {
  expect(faultsOf({})).toEqual([]);
});

test.each([
  'https://user@accounts.example.fi',
  'https://user:secret@accounts.example.fi',
  'https://accounts.example.fi/path',
  'https://accounts.example.fi?query=1',
  'https://accounts.example.fi/?',
  'https://accounts.example.fi#fragment',
])('the public address %s has too much in it and is refused', (value) => {
  const [fault = '', ...others] = faultsOf({ PUBLIC_URL: value });
  expect(fault).toContain('no user, path, query or fragment');
  expect(others).toEqual([]);
});

test.each(['https://accounts.example.fi/', 'http://localhost:7071', 'https://[::1]:8443'])(
  'the public address %s is accepted',
  (value) => {
    expect(faultsOf({ PUBLIC_URL: value })).toEqual([]);
  },
);

describe('a Key Vault reference that the platform could not resolve', () => {
  const secret = 'SecretUri=https://esm-vault.vault.azure.net/secrets/the-name/0123456789abcdef';
  const names = [
    ...Object.keys(settingsShape),
    'AzureWebJobsStorage__accountName',
    'AzureWebJobsStorage__credential',
    'AZURE_CLIENT_ID',
  ];

  test.each(names)('is refused as %s, the only setting named, with what to check', (name) => {
    const faults = faultsOf({ [name]: `@Microsoft.KeyVault(${secret})` });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^setting ${name}: the platform could not read the sec`));
    for (const advice of [
      'URI and version',
      '"Key Vault Secrets User"',
      'keyVaultReferenceIdentity',
      'network path',
      'restart the app or refresh its references',
    ])
      expect(faults[0]).toContain(advice);
    expect(faults[0]).not.toMatch(/Example:|openssl|esm-vault|the-name|0123456789abcdef/);
  });

  test.each([
    `  @Microsoft.KeyVault(${secret})`,
    `\t\n@Microsoft.KeyVault(${secret})`,
    `\uFEFF@Microsoft.KeyVault(${secret})`,
    `"@Microsoft.KeyVault(${secret})"`,
    `@microsoft.keyvault(${secret})`,
    `@MICROSOFT.KEYVAULT (${secret})`,
    '@Microsoft.KeyVault(VaultName=esm-vault;SecretName=delivery-report-secret-name)',
    '@Microsoft.KeyVault(',
    `@Microsoft.KeyVault(${secret}) and more`,
  ])('is recognized as %j', (value) => {
    for (const name of ['DELIVERY_REPORT_SECRET', 'MASTER_KEY', 'MASTER_KEY_PREVIOUS'])
      expect(faultsOf({ [name]: value }).join()).toMatch(
        new RegExp(`^setting ${name}: the platform could not read the secret from Key Vault`),
      );
  });

  test('is reported along with every other fault', () => {
    const faults = faultsOf({
      MASTER_KEY: `@Microsoft.KeyVault(${secret})`,
      PUBLIC_URL: 'x',
      MAIL_SENDER: '',
    });
    expect(faults.map((fault) => /^setting (\w+)/.exec(fault)?.[1]).sort()).toEqual([
      'MAIL_SENDER',
      'MASTER_KEY',
      'PUBLIC_URL',
    ]);
  });

  test('does not matter in a setting that the app does not read', () => {
    expect(faultsOf({ SOMETHING_ELSE: `@Microsoft.KeyVault(${secret})` })).toEqual([]);
  });
});

describe('a master key', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index)).toString('base64');

  test('is accepted in standard base64', () => {
    expect(faultsOf({ MASTER_KEY: key, MASTER_KEY_PREVIOUS: key })).toEqual([]);
  });

  test.each([
    ['a sentence', 'this is a pass phrase of some length, and not base64 at all'],
    ['base64 with more behind it', `${key}${key}`],
    ['a line break at its end', `${key}\n`],
    ['white space within', `${key.slice(0, 10)} ${key.slice(10)}`],
    ['no padding', key.replace(/=+$/, '')],
    ['the URL-safe alphabet', key.replaceAll('+', '-').replaceAll('/', '_')],
    ['quotes', `"${key}"`],
    ['bits left over', `${'A'.repeat(42)}B=`],
    ['hexadecimal digits with a colon', `${'ab:'.repeat(32)}ab`],
    ['31 bytes', Buffer.alloc(31, 1).toString('base64')],
  ])('is refused with %s; the previous key must be restored', (_, value) => {
    const faults = faultsOf({ MASTER_KEY: value });
    expect(faults).toEqual([
      expect.stringMatching(/^setting MASTER_KEY: must be 32 bytes or more in base64/),
    ]);
    expect(faults[0]).toContain('restore the key that it had');
    expect(faults[0]).not.toMatch(/Example:|openssl/);
    expect(faults[0]).not.toContain(value);
    expect(faultsOf({ MASTER_KEY_PREVIOUS: value })).toHaveLength(1);
  });

  test.each([undefined, ''])(
    'that is missing (%j) is restored before a new one is made',
    (value) => {
      const [fault = ''] = faultsOf({ MASTER_KEY: value });
      expect(fault).toContain('is missing. If the service has run before, restore the key');
      expect(fault.indexOf('restore')).toBeLessThan(fault.indexOf('openssl'));
      expect(fault).not.toContain('Example:');
    },
  );
});

describe('the way to storage and mail', () => {
  const address = (service: string) => ({
    [`AzureWebJobsStorage__${service}ServiceUri`]: `https://esm.${service}.core.windows.net`,
  });
  const none = { AzureWebJobsStorage: undefined };

  test('is complete with the addresses of tables, queues and blobs', () => {
    expect(
      faultsOf({ ...none, ...address('table'), ...address('queue'), ...address('blob') }),
    ).toEqual([]);
  });

  test.each([
    [['table'], ['queue', 'blob']],
    [['table', 'blob'], ['queue']],
    [['table', 'queue'], ['blob']],
  ])('with %j alone lacks %j by name', (given, missing) => {
    const faults = faultsOf({ ...none, ...Object.assign({}, ...given.map(address)) });
    expect(faults.map((fault) => /^setting (\w+): is needed too/.exec(fault)?.[1])).toEqual(
      missing.map((service) => `AzureWebJobsStorage__${service}ServiceUri`),
    );
  });

  test.each([
    'UseDevelopmentStorage=true;',
    'DefaultEndpointsProtocol=https;AccountName=esm;AccountKey=bG9jYWw=;EndpointSuffix=core.windows.net',
    'TableEndpoint=https://esm.table.core.windows.net/;SharedAccessSignature=sv=2024',
  ])('may be the connection string %s', (value) => {
    expect(faultsOf({ AzureWebJobsStorage: value })).toEqual([]);
  });

  test.each(['https://esm.table.core.windows.net', 'AccountName=', 'true', 'AccountKey=bG9jYWw='])(
    'cannot be a text such as %s',
    (value) => {
      expect(faultsOf({ AzureWebJobsStorage: value, MAIL_CONNECTION: value })).toEqual([
        expect.stringMatching(/^setting AzureWebJobsStorage: must be a storage connection string/),
        expect.stringMatching(/^setting MAIL_CONNECTION: must be a Communication Services connec/),
      ]);
    },
  );
});

test('no fault shows the given value', () => {
  const secret = 'hunter2-hunter2-Hunter2';
  const given = Object.fromEntries(Object.keys(settingsShape).map((name) => [name, secret]));
  const faults = faultsOf({ ...given, DELIVERY_REPORT_SECRET: secret });
  expect(faults.length).toBeGreaterThan(10);
  expect(faults.join('\n')).not.toContain(secret);
});
