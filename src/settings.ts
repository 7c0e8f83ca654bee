/** Reads the settings once; a wrong or missing one stops the start by name, with an example. */
import { z } from 'zod';
import { requiredFor } from './policy/factor-kinds.ts';
import type { Translated } from './policy/languages.ts';
import { euRegions } from './policy/regions.ts';
import {
  isBareAddress,
  isKey,
  keyRule,
  referenceFault,
  unresolvedReferences,
} from './settings-faults.ts';

const days = (smallest: number, largest: number) =>
  z.coerce.number().int().min(smallest).max(largest);

/** A text that starts with a brace has one version for each language, as JSON. */
const inEachLanguage = (shortest: number, longest: number) =>
  z.string().transform((given, context): Translated => {
    const text = z.string().trim().min(shortest).max(longest);
    const versions = z.strictObject({ fi: text, sv: text, en: text });
    const parsed = versions.safeParse(
      given.trimStart().startsWith('{') ? jsonOf(given) : { fi: given, sv: given, en: given },
      once,
    );
    if (parsed.success) return parsed.data;
    const message = `must be ${shortest} to ${longest} characters, or JSON with such a text for fi, sv and en`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Settings are parsed once: compiling a parser for them would only delay the start. */
const once = { jitless: true };

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** With a different master key, a service can read nothing that it has stored. */
const restoreKey =
  'If the service has run before, restore the key that it had: no other key opens its data.';

/** Otherwise, an invalid text would fail only at the first request. */
const storageConnection =
  /^\s*UseDevelopmentStorage=true|(^|;)\s*(AccountName|TableEndpoint)=[^;]/i;
const mailConnection = /^(?=.*endpoint=https?:\/\/[^;])(?=.*accesskey=[^;])/i;

const isWebAddress = (text: string): boolean =>
  z.url({ protocol: /^https$/ }).safeParse(text).success;

/** With the managed identity, storage needs the addresses of all three services. */
const storageAddresses = [
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__blobServiceUri',
] as const;

/**
 * One entry for each setting. `meta.example` is printed into REFERENCE.md and shown if the value is
 * wrong, unless `meta.missing` gives other advice. One call of `.meta`, since each copies the schema.
 */
const shape = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isBareAddress, 'must be scheme, host and port alone: no user, path, query or fragment')
    .transform((url) => url.replace(/\/+$/, ''))
    .meta({
      description:
        'The address that people use; links in e-mails begin with it and tokens name it as issuer.',
      example: 'https://accounts.example.fi',
    }),
  MASTER_KEY: z
    .string()
    .refine(isKey, `${keyRule}. ${restoreKey}`)
    .meta({
      description: 'The only secret: wraps every other key. In Azure, a Key Vault reference.',
      example: 'the output of: openssl rand -base64 32',
      missing: `is missing. ${restoreKey} Only a service that has never run gets a new one: openssl rand -base64 32`,
    }),
  MASTER_KEY_PREVIOUS: z.string().refine(isKey, keyRule).optional().meta({
    description: 'The previous master key, only while keys are being rewrapped.',
    example: 'the former MASTER_KEY',
  }),
  AzureWebJobsStorage: z
    .string()
    .regex(storageConnection, 'must be a storage connection string')
    .optional()
    .meta({
      description: 'Storage connection string, for local use.',
      example: 'UseDevelopmentStorage=true',
    }),
  AzureWebJobsStorage__tableServiceUri: z.url().optional().meta({
    description: 'Address of the table service, used with the managed identity.',
    example: 'https://NAME.table.core.windows.net',
  }),
  AzureWebJobsStorage__queueServiceUri: z.url().optional().meta({
    description: 'Address of the queue service, used with the managed identity.',
    example: 'https://NAME.queue.core.windows.net',
  }),
  AzureWebJobsStorage__blobServiceUri: z.url().optional().meta({
    description: 'Address of the blob service, used with the managed identity.',
    example: 'https://NAME.blob.core.windows.net',
  }),
  AzureWebJobsStorage__clientId: z.string().optional().meta({
    description: 'Client id of the user-assigned identity that reads storage and sends e-mail.',
    example: '00000000-0000-0000-0000-000000000000',
  }),
  BACKUP_BLOB_SERVICE_URI: z
    .string()
    .refine(
      (text) => isWebAddress(text) || storageConnection.test(text),
      'must be the address of a blob service, or a storage connection string',
    )
    .optional()
    .meta({
      description:
        'Blob service of a second storage account, in another EU region, that gets a copy of each backup; a connection string for local use.',
      example: 'https://NAME.blob.core.windows.net',
    }),
  MAIL_CONNECTION: z
    .string()
    .regex(mailConnection, 'must be a Communication Services connection string')
    .optional()
    .meta({
      description: 'Communication Services connection string, for local use.',
      example: 'endpoint=http://127.0.0.1:7072/;accesskey=bG9jYWw=',
    }),
  MAIL_ENDPOINT: z.url().optional().meta({
    description: 'Address of Communication Services, used with the managed identity.',
    example: 'https://NAME.europe.communication.azure.com',
  }),
  MAIL_SENDER: z.email().meta({
    description: 'The address that e-mails come from.',
    example: 'DoNotReply@accounts.example.fi',
  }),
  MAIL_PER_HOUR: days(1, 1_000_000).default(100).meta({
    description: "E-mails per hour that the mail service's quota allows.",
    example: '100',
  }),
  MAIL_PER_MINUTE: days(1, 100_000).default(30).meta({
    description: "E-mails per minute that the mail service's quota allows.",
    example: '30',
  }),
  FIRST_ADMIN_EMAIL: z.email().meta({
    description: 'Invited as administrator while no active administrator exists.',
    example: 'first.admin@example.fi',
  }),
  SERVICE_ORGANIZATION: inEachLanguage(1, 100).meta({
    description:
      'Name of the organization that runs the service and controls the data, in one language or in each; the first administrator belongs to it.',
    example: '{"fi":"Helsingin kaupunki","sv":"Helsingfors stad","en":"City of Helsinki"}',
  }),
  SERVICE_CONTACT: inEachLanguage(3, 200).meta({
    description:
      'Where people reach the administration, in one language or in each; shown in e-mails, on pages and in the privacy notice.',
    example: 'manual-support@example.fi',
  }),
  LEGAL_BASIS: inEachLanguage(3, 500)
    .default({
      fi: 'EU:n yleinen tietosuoja-asetus, 6 artiklan 1 kohdan e alakohta: yleistä etua koskeva tehtävä.',
      sv: 'EU:s allmänna dataskyddsförordning, artikel 6.1 e: en uppgift av allmänt intresse.',
      en: 'GDPR, article 6(1)(e): a task carried out in the public interest.',
    })
    .meta({
      description:
        'The legal basis of processing, in one language or in each, as stated in the privacy notice and the register.',
      example:
        '{"fi":"Laki 1234/2026, 5 §","sv":"Lag 1234/2026, 5 §","en":"Act 1234/2026, section 5"}',
    }),
  TOKEN_AUDIENCE: z.string().min(1).default('employment-services-manual').meta({
    description: 'Audience of access tokens; the manual checks it.',
    example: 'employment-services-manual',
  }),
  HASH_COST: z.coerce.number().int().min(4).max(16).default(12).meta({
    description:
      'bcrypt cost; after a change, the next sign-in rehashes the password. Below 10 for tests only.',
    example: '12',
  }),
  PERSON_REQUESTS_PER_MINUTE: days(10, 1_000_000).default(600).meta({
    description: 'Requests per minute that an instance accepts from one signed-in person.',
    example: '600',
  }),
  SECOND_FACTOR_REQUIRED_FOR: z.enum(requiredFor).default('administrators').meta({
    description: 'Who must set up a second factor: nobody, administrators or everyone.',
    example: 'administrators',
  }),
  INACTIVITY_MONTHS: days(1, 24).default(6).meta({
    description: 'Calendar months without activity after which an account is deactivated.',
    example: '6',
  }),
  NOTICE_DAYS: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'must be whole numbers of days, separated by commas')
    .default('30,7,1')
    .transform((text) => [...new Set(text.split(',').map(Number))].sort((a, b) => b - a))
    .meta({
      description: 'Days before deactivation on which a notice is sent.',
      example: '30,7,1',
    }),
  ERASE_AFTER_DAYS: days(1, 365).default(30).meta({
    description: 'Days from deactivation to erasure; until then the administration can restore.',
    example: '30',
  }),
  INVITATION_LIFETIME_DAYS: days(1, 30)
    .default(7)
    .meta({ description: 'Days for which an invitation can be used.', example: '7' }),
  UNUSED_INVITATION_DAYS: days(1, 365).default(30).meta({
    description: 'Days after which the data of an unused invitation is erased.',
    example: '30',
  }),
  AUDIT_RETENTION_MONTHS: days(1, 120)
    .default(24)
    .meta({ description: 'Calendar months for which audit events are kept.', example: '24' }),
  DELIVERY_REPORT_SECRET: z.string().min(32).optional().meta({
    description:
      'Turns on delivery reports, which may leave the EU; Event Grid sends this secret along.',
    example: 'the output of: openssl rand -hex 32',
  }),
  REGION_NAME: z
    .string()
    .optional()
    .refine(
      (name) => name === undefined || euRegions.has(name.toLowerCase().replaceAll(' ', '')),
      'is outside the EU and EEA; data must stay there',
    )
    .meta({
      description: 'Set by Azure: the region. The service refuses to start outside the EU and EEA.',
      example: 'Sweden Central',
    }),
} as const;

/** The schema of all settings, for checks and generated tables. */
export const settingsShape = shape;

export type Settings = ReturnType<typeof parseSettings>;

/** Thrown if settings are wrong; the message has one line for each fault, and no values. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/**
 * @param env the environment, normally `process.env`; empty strings count as missing
 * @returns the settings, with one way resolved for storage and one for e-mail
 * @throws SettingsError naming every wrong setting and what to do about it
 */
export function parseSettings(env: Record<string, string | undefined>) {
  const names = Object.keys(shape);
  const given = Object.fromEntries(names.map((name) => [name, env[name] || undefined]));
  const unresolved = unresolvedReferences(env, names);
  const parsed = z.object(shape).safeParse(given, once);
  const faults = unresolved.map(referenceFault);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0]);
    if (!unresolved.includes(name)) faults.push(fault(name, message, given));
  }
  if (!given['AzureWebJobsStorage'] && !given['AzureWebJobsStorage__tableServiceUri'])
    faults.push(
      fault('AzureWebJobsStorage', 'or AzureWebJobsStorage__tableServiceUri is needed', given),
    );
  else if (!given['AzureWebJobsStorage'])
    for (const name of storageAddresses.filter((each) => given[each] === undefined))
      faults.push(fault(name, 'is needed too', given));
  if (!given['MAIL_CONNECTION'] && !given['MAIL_ENDPOINT'])
    faults.push(fault('MAIL_CONNECTION', 'or MAIL_ENDPOINT is needed', given));
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return parsed.data;
}

function fault(name: string, message: string, given: Record<string, string | undefined>): string {
  const { example, missing } = metaOf(name);
  const absent = given[name] === undefined;
  if (missing) return `setting ${name}: ${absent ? missing : message}`;
  const text = absent ? message.replace(/^Invalid input:.*/, 'is missing') : message;
  return `setting ${name}: ${text}. Example: ${name}=${example}`;
}

const described = z.object({ example: z.string(), missing: z.string().optional() });

function metaOf(name: string) {
  return described.parse(shape[name as keyof typeof shape].meta());
}
