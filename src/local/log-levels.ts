/**
 * Drops lines below their category's level. The longest matching prefix in host.json decides, as in
 * .NET's logging.
 */
import type { LogLevel } from './core-types.ts';
import type { HostLog } from './host-log.ts';

/** In ascending severity; `none` drops everything. */
export const logLevels = [
  'trace',
  'debug',
  'information',
  'warning',
  'error',
  'critical',
  'none',
] as const satisfies readonly LogLevel[];

/** Azure's default, if host.json sets neither the category nor `default`. */
const defaultLevel: LogLevel = 'information';

/** @param levels `logging.logLevel` of host.json */
export function filterByLevel(log: HostLog, levels: Readonly<Record<string, LogLevel>>): HostLog {
  const rules = Object.entries(levels)
    .map(([name, level]) => ({ name: name.toLowerCase(), level }))
    .sort((a, b) => b.name.length - a.name.length);
  const fallback = rules.find(({ name }) => name === 'default')?.level ?? defaultLevel;
  return (entry) => {
    const category = entry.category.toLowerCase();
    const rule = rules.find(({ name }) => category.startsWith(name));
    const least = rule?.level ?? fallback;
    if (logLevels.indexOf(entry.level) >= logLevels.indexOf(least)) log(entry);
  };
}
