/** The app's settings as deployed, with sample values where only Azure knows the real ones. */
import { at, ofType, type Snapshot } from './snapshot.ts';

/** Values that Azure knows once the resources exist; tests pass samples. */
export type RuntimeValues = {
  storageSuffix: string;
  /** Addresses of local servers that replace Azure's, by service: `table`, `queue`, `blob`. */
  storageAddresses?: Readonly<Record<string, string>>;
  /** Outputs by module and name, such as `identity.clientId`. */
  outputs: Readonly<Record<string, string>>;
  /** The vault's secrets by name. */
  secrets: Readonly<Record<string, string>>;
};

/** Samples in the form of Azure's own values. */
export const sampleValues: RuntimeValues = {
  storageSuffix: 'core.windows.net',
  outputs: {
    'identity.clientId': '00000000-0000-0000-0000-000000000000',
    'mail.endpoint': 'https://esm-mail.europe.communication.azure.com',
    'mail.sender': 'DoNotReply@00000000-0000-0000-0000-000000000000.azurecomm.net',
    'monitoring.ingestionAddress': 'InstrumentationKey=00000000-0000-0000-0000-000000000000',
  },
  secrets: {
    'master-key': Buffer.alloc(32, 1).toString('base64'),
    'master-key-previous': Buffer.alloc(32, 2).toString('base64'),
    'delivery-report-secret': 'd'.repeat(64),
  },
};

/** @returns the raw settings from the snapshot, with expressions and Key Vault references */
export function writtenSettings(snapshot: Snapshot): Record<string, string> {
  const listed = ofType(snapshot, 'Microsoft.Web/sites').map((app) =>
    at(app, 'properties.siteConfig.appSettings'),
  );
  const settings = listed.flatMap((list) => (Array.isArray(list) ? list : []));
  return Object.fromEntries(
    settings.map((setting) => [String(at(setting, 'name')), String(at(setting, 'value'))]),
  );
}

/**
 * @param values Azure's values, or the addresses of local servers
 * @returns the settings as the app reads them
 * @throws Error naming a setting whose value is unknown
 */
export function appSettings(snapshot: Snapshot, values: RuntimeValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(writtenSettings(snapshot)).map(([name, written]) => {
      try {
        return [name, addressed(resolve(written, values), values)];
      } catch (error) {
        throw new Error(`setting ${name}: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
}

function resolve(written: string, values: RuntimeValues): string {
  const secret = /^@Microsoft\.KeyVault\(VaultName=[\w-]+;SecretName=([\w-]+)\)$/.exec(written);
  if (secret) return known(values.secrets, secret[1]);
  if (!written.startsWith('[')) return written;
  return evaluated(written.slice(1, -1), values);
}

function addressed(value: string, { storageSuffix, storageAddresses }: RuntimeValues): string {
  const [, service = ''] = /^https:\/\/\w+\.(table|queue|blob)\.(.+)$/.exec(value) ?? [];
  return (value.endsWith(storageSuffix) && storageAddresses?.[service]) || value;
}

/** Evaluates the expressions that templates use: text, format, module outputs, storage suffix. */
export function evaluated(expression: string, values: RuntimeValues): string {
  if (/^'[^']*'$/.test(expression)) return expression.slice(1, -1);
  if (expression === 'environment().suffixes.storage') return values.storageSuffix;
  const output = /^reference\(.*?format\('(\w+)-\{0\}'.*\)\.outputs\.(\w+)\.value$/.exec(
    expression,
  );
  if (output) return known(values.outputs, `${output[1]}.${output[2]}`);
  const format = /^format\((.*)\)$/.exec(expression)?.[1];
  if (format === undefined) throw new Error(`cannot evaluate ${expression}`);
  const [template = '', ...rest] = splitArguments(format).map((text) => evaluated(text, values));
  return template.replace(/\{(\d+)\}/g, (_, index) => rest[Number(index)] ?? '');
}

/** Splits at commas outside brackets and strings. */
function splitArguments(text: string): string[] {
  const parts = [''];
  let depth = 0;
  let quoted = false;
  for (const character of text) {
    if (character === "'") quoted = !quoted;
    if (!quoted) depth += Number('(['.includes(character)) - Number(')]'.includes(character));
    if (character === ',' && depth === 0 && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

function known(values: Readonly<Record<string, string>>, name: string | undefined): string {
  const value = name === undefined ? undefined : values[name];
  if (value === undefined) throw new Error(`${name} is unknown`);
  return value;
}
