/** Settings of commands on the service's storage, as the service reads them, and their end. */
import { z } from 'zod';
import { settingsShape } from '../settings.ts';

/** The settings with which storage and its keys are opened. */
export const storageSettings = {
  MASTER_KEY: true,
  MASTER_KEY_PREVIOUS: true,
  AzureWebJobsStorage: true,
  AzureWebJobsStorage__tableServiceUri: true,
  AzureWebJobsStorage__queueServiceUri: true,
  AzureWebJobsStorage__blobServiceUri: true,
  AzureWebJobsStorage__clientId: true,
} as const;

export const allSettings = z.object(settingsShape);

type Located = {
  AzureWebJobsStorage?: string | undefined;
  AzureWebJobsStorage__tableServiceUri?: string | undefined;
};

/** @returns the settings in the environment, or undefined after saying on stderr what is wrong */
export function settingsOf<Needed extends Located>(needed: z.ZodType<Needed>): Needed | undefined {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const { data, error } = needed.safeParse(Object.fromEntries(given));
  if (error) end(z.prettifyError(error), 2);
  else if (!data.AzureWebJobsStorage && !data.AzureWebJobsStorage__tableServiceUri)
    end('AzureWebJobsStorage or AzureWebJobsStorage__tableServiceUri is needed', 2);
  else return data;
  return undefined;
}

/** The process ends with the code when its work is done. */
export function end(text: string, code: number): void {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
}
