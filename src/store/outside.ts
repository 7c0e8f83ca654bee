/** The second storage account, which survives the loss of the first: its containers, as they are. */
import type { Settings } from '../settings.ts';
import { openStore, type Store } from './store.ts';

export type Outside = Pick<Store, 'container'>;

/** @returns undefined if no setting names a second account */
export function openOutside(
  settings: Parameters<typeof openStore>[0] & Pick<Settings, 'BACKUP_BLOB_SERVICE_URI'>,
): Outside | undefined {
  const place = settings.BACKUP_BLOB_SERVICE_URI;
  if (!place) return undefined;
  const isAddress = URL.canParse(place);
  return openStore({
    ...settings,
    AzureWebJobsStorage: isAddress ? undefined : place,
    AzureWebJobsStorage__blobServiceUri: isAddress ? place.replace(/\/+$/, '') : undefined,
  });
}
