/** Everything that the host and the functions in it say goes through one function. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { LogLevel } from './core-types.ts';

export type HostLogEntry = {
  level: LogLevel;
  /** `host` for the host's own lines, `console` for what the bundle writes to its console. */
  source: 'host' | 'function' | 'console';
  /** As host.json's `logging.logLevel` and Application Insights name it. */
  category: string;
  functionName?: string;
  /** Of what a function writes through its context. */
  invocationId?: string;
  message: string;
};

export type HostLog = (entry: HostLogEntry) => void;

/** One line an entry, to standard error: warnings and errors only. */
export const logToStderr: HostLog = (entry) => {
  if (['warning', 'error', 'critical'].includes(entry.level))
    process.stderr.write(`${logLine(entry)}\n`);
};

export function logLine(entry: HostLogEntry): string {
  const name = entry.functionName ?? entry.source;
  const invocation = entry.invocationId === undefined ? '' : ` ${entry.invocationId}`;
  return `${new Date().toISOString()} ${entry.level} ${name}${invocation}: ${entry.message}`;
}

/** A console for the bundle whose lines end up in the log. */
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

/** @returns an error as text, with its stack and its causes */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${errorText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
