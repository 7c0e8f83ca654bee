/** The only source of tokens: the managed identity in Azure, the developer's sign-in elsewhere. */
import type { TokenCredential } from '@azure/identity';
import type { Settings } from '../settings.ts';
import { outgoing } from './direct.ts';
import { type AddressSettings, hostsIn } from './hosts.ts';

/**
 * Loaded on first use: the identity library costs as much as everything else together. In
 * Azure `AZURE_TOKEN_CREDENTIALS` is `prod`; `ManagedIdentityCredential` there would make the
 * library (4.13.1) ignore the client id.
 */
export async function credential(
  settings: Pick<Settings, 'AzureWebJobsStorage__clientId'> & AddressSettings,
): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  const clientId = settings.AzureWebJobsStorage__clientId;
  return new DefaultAzureCredential({
    ...outgoing(hostsIn(settings)).options,
    ...(clientId ? { managedIdentityClientId: clientId } : {}),
  });
}
