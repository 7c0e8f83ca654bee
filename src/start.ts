/** The application either starts completely, or one log line names every reason why not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Application, assemble } from './assemble.ts';
import type { LogEvent } from './policy/log-lines.ts';
import { parseSettings, type Settings, SettingsError } from './settings.ts';

/** The Node version that the bundle targets (`target` in src/build/bundle.ts). */
const nodeMajorMin = 24;

/** The same build writes it beside the bundle. */
const hashWorker = 'hash-worker.cjs';
const portal = 'portal';

/** Thrown if the deployed package cannot run: files are missing, or Node is too old. */
class PackageError extends Error {
  override name = 'PackageError';
}

/**
 * @param env the settings, normally `process.env`
 * @param folder of the bundle
 * @param nodeVersion such as `24.21.0`
 * @throws SettingsError, PackageError; on Azure no function exists then and every path returns 404
 */
export function start(
  env: Record<string, string | undefined>,
  folder: string,
  nodeVersion = process.versions.node,
): Application {
  const ofPackage = packageFaults(folder, nodeVersion);
  const { settings, faults: ofSettings = [] } = readSettings(env);
  const faults = [...ofPackage, ...ofSettings];
  if (faults.length > 0) logFailure(ofPackage.length > 0 ? 'package' : 'settings', faults);
  if (ofPackage.length > 0) throw new PackageError(faults.join('\n'));
  if (!settings) throw new SettingsError(faults);
  try {
    return assemble(settings, {
      hashWorker: join(folder, hashWorker),
      portal: join(folder, portal),
    });
  } catch (error) {
    // The message may quote a setting.
    logFailure('unexpected', [error instanceof Error ? error.name : 'unknown error']);
    throw error;
  }
}

function packageFaults(folder: string, nodeVersion: string): string[] {
  const missing = [hashWorker, join(portal, 'portal.json')].filter(
    (file) => !existsSync(join(folder, file)),
  );
  return [
    ...(Number.parseInt(nodeVersion, 10) < nodeMajorMin
      ? [`Node ${nodeVersion} is too old: choose Node ${nodeMajorMin} as the app's runtime`]
      : []),
    ...missing.map((file) => `dist/${file} is missing: publish the whole package again`),
  ];
}

function readSettings(env: Record<string, string | undefined>): {
  settings?: Settings;
  faults?: readonly string[];
} {
  try {
    return { settings: parseSettings(env) };
  } catch (error) {
    if (error instanceof SettingsError) return { faults: error.faults };
    throw error;
  }
}

function logFailure(reason: string, faults: readonly string[]): void {
  const event: LogEvent = 'start_failed';
  // biome-ignore lint/suspicious/noConsole: no function exists yet whose log could take it
  console.log(JSON.stringify({ event, reason, faults }));
}
