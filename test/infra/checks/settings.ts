/** The app gets every setting that it needs, in a valid form, and none that it does not know. */
import { parseSettings, SettingsError, settingsShape } from '../../../src/settings.ts';
import { appSettings, sampleValues, writtenSettings } from '../app-settings.ts';
import type { Check } from '../snapshot.ts';
import { finding } from './property.ts';

/** Read by the Functions host or by Azure's libraries, not by the app. */
const platformSettings: Readonly<Record<string, string>> = {
  AzureWebJobsStorage__accountName: 'the host makes its blob client from it',
  AzureWebJobsStorage__credential: 'the host asks the identity for tokens, not a key',
  AZURE_TOKEN_CREDENTIALS: "the identity library leaves out developers' own sign-ins",
  AzureWebJobsDisableHomepage: 'the platform leaves the front page to the portal',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'where the host sends telemetry',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'as whom the host sends telemetry',
};

const accepted: Check = {
  name: 'the app accepts its settings',
  run(snapshot) {
    try {
      parseSettings(appSettings(snapshot, sampleValues));
      return [];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return error.message.split('\n').map((fault) => finding(accepted.name, 'app', fault));
    }
  },
};

const known: Check = {
  name: 'the app knows each of its settings',
  run: (snapshot) =>
    Object.keys(writtenSettings(snapshot))
      .filter((name) => !(name in settingsShape) && !(name in platformSettings))
      .map((name) => finding(known.name, 'app', `${name} is not used`)),
};

const hosted: Check = {
  name: 'the Functions host gets its settings',
  run(snapshot) {
    const written = writtenSettings(snapshot);
    return Object.keys(platformSettings)
      .filter((name) => !written[name])
      .map((name) => finding(hosted.name, 'app', `${name} is missing`));
  },
};

export const settingChecks: readonly Check[] = [accepted, known, hosted];
