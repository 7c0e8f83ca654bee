/** All output of the host and its functions goes through one log function. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { LogLevel } from './core-types.ts';

export type HostLogEntry = {
  level: LogLevel;
  /** `host`: the host's own lines; `console`: what the bundle writes to its console. */
  source: 'host' | 'function' | 'console';
  /** The category's name in host.json's `logging.logLevel` and in Application Insights. */
  category: string;
  functionName?: string;
  /** Set for lines that a function writes through its context. */
  invocationId?: string;
  message: string;
};

export type HostLog = (entry: HostLogEntry) => void;

/** Writes warnings and errors to standard error, one line each. */
export const logToStderr: HostLog = (entry) => {
  if (['warning', 'error', 'critical'].includes(entry.level))
    process.stderr.write(`${logLine(entry)}\n`);
};

export function logLine(entry: HostLogEntry): string {
  const name = entry.functionName ?? entry.source;
  const invocation = entry.invocationId === undefined ? '' : ` ${entry.invocationId}`;
  return `${new Date().toISOString()} ${entry.level} ${name}${invocation}: ${entry.message}`;
}

/** @returns a console for the bundle whose lines go to the log */
export function consoleInto(log: HostLog): Console {
  const stream = (level: LogLevel) =>
    new Writable({
      decodeStrings: false,
      write: (chunk, _, done) => {
        const message = String(chunk).trimEnd();
        log({ level, source: 'console', category: 'Host.Function.Console', message });
        done();
      },
    });
  return new Console({ stdout: stream('information'), stderr: stream('error') });
}

/** @returns the error's stack and causes as text */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${errorText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
