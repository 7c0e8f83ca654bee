/** The application either starts completely, or one log line names every reason why not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Application, assemble } from './assemble.ts';
import type { LogEvent } from './policy/log-lines.ts';
import { parseSettings, type Settings, SettingsError } from './settings.ts';

/** The Node version that the bundle targets (`target` in src/build/bundle.ts). */
const nodeMajorMin = 24;

/** The same build writes these beside the bundle. */
const fileList = 'files.json';
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

const names = z.array(z.string());

/** Most files are loaded on first use, when it is too late to notice that one is missing. */
function packageFaults(folder: string, nodeVersion: string): string[] {
  const there = new Set(readdirSync(folder));
  const needed = there.has(fileList)
    ? names.parse(JSON.parse(readFileSync(join(folder, fileList), 'utf8')))
    : [fileList];
  const missing = needed.filter((file) => !there.has(file));
  const portalList = join(portal, 'portal.json');
  if (!existsSync(join(folder, portalList))) missing.push(portalList);
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
