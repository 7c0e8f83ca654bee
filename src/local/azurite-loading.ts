/** Spares Azurite half of its start: it never loads what only telemetry and SQL databases need. */
import { Module } from 'node:module';
import { ofAzurite } from './of-azurite.ts';

/** Telemetry is off (`--disableTelemetry`), and data is never in a SQL database (`AZURITE_DB`). */
const unused = { applicationinsights: {}, sequelize: { Model: class {} } };

export function loadOnlyWhatIsUsed(): void {
  for (const [name, exports] of Object.entries(unused)) {
    const path = ofAzurite.resolve(name);
    ofAzurite.cache[path] = Object.assign(new Module(path), { exports, loaded: true });
  }
}
