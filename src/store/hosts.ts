/** Lists every host that requests may go to: those in the settings, and Azure's sign-in. */
import type { Settings } from '../settings.ts';

/** Where tokens come from when the identity is not the machine's own. */
const signIn = 'login.microsoftonline.com';

const services = ['table', 'queue', 'blob'];

export type AddressSettings = Partial<
  Pick<
    Settings,
    | 'AzureWebJobsStorage'
    | 'AzureWebJobsStorage__tableServiceUri'
    | 'AzureWebJobsStorage__queueServiceUri'
    | 'AzureWebJobsStorage__blobServiceUri'
    | 'BACKUP_BLOB_SERVICE_URI'
    | 'MAIL_CONNECTION'
    | 'MAIL_ENDPOINT'
  >
>;

/** @returns the names of the hosts, in lower case */
export function hostsIn(settings: AddressSettings): string[] {
  const { AzureWebJobsStorage, MAIL_CONNECTION } = settings;
  const addresses = [
    settings.AzureWebJobsStorage__tableServiceUri,
    settings.AzureWebJobsStorage__queueServiceUri,
    settings.AzureWebJobsStorage__blobServiceUri,
    settings.MAIL_ENDPOINT,
    settings.BACKUP_BLOB_SERVICE_URI,
    ...addressesIn(AzureWebJobsStorage),
    ...addressesIn(MAIL_CONNECTION),
    ...addressesIn(settings.BACKUP_BLOB_SERVICE_URI),
  ];
  const named = addresses.flatMap((address) =>
    address && URL.canParse(address) ? [new URL(address).hostname] : [],
  );
  return [...named, signIn];
}

/** The addresses in a connection string; an account name and suffix imply three of them. */
function addressesIn(connection: string | undefined): string[] {
  const fields = (connection ?? '').split(';').map((field) => field.trim());
  const field = (name: string) =>
    fields.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  const account = field('AccountName');
  const suffix = field('EndpointSuffix') ?? 'core.windows.net';
  const given = fields.map((field) => field.slice(field.indexOf('=') + 1));
  const implied = services.map((service) => `https://${account}.${service}.${suffix}`);
  return account ? [...given, ...implied] : given;
}
