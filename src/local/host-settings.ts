/** The parts of `host.json` that this host follows, with Azure's defaults. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { LogLevel } from './core-types.ts';
import { logLevels } from './log-levels.ts';
import { StartError } from './start-error.ts';

const logLevel = z.enum(logLevels);

/** Parses `hh:mm:ss` into milliseconds. */
const timeSpan = z
  .string()
  .regex(/^\d{2}:[0-5]\d:[0-5]\d(\.\d+)?$/, 'must look like 00:00:02')
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return (hours * 3_600 + minutes * 60 + seconds) * 1_000;
  });

const hostJson = z.object({
  version: z.literal('2.0'),
  logging: z
    .object({ logLevel: z.record(z.string(), z.string().toLowerCase().pipe(logLevel)).default({}) })
    .prefault({}),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      queues: z
        .object({
          maxPollingInterval: timeSpan.default(60_000),
          visibilityTimeout: timeSpan.default(0),
          batchSize: z.number().int().min(1).max(32).default(16),
          newBatchThreshold: z.number().int().min(0).optional(),
          maxDequeueCount: z.number().int().min(1).default(5),
          messageEncoding: z.enum(['base64', 'none']).default('base64'),
        })
        .prefault({}),
    })
    .prefault({}),
});

export type HostSettings = {
  routePrefix: string;
  /** Levels by category or prefix of one. */
  logLevels: Readonly<Record<string, LogLevel>>;
  queues: z.output<typeof hostJson>['extensions']['queues'] & { newBatchThreshold: number };
};

/**
 * Reads `host.json` from the bundle's folder or its parent.
 * @throws StartError if it can't be read
 */
export function readHostSettings(bundlePath: string): HostSettings {
  const folder = dirname(resolve(bundlePath));
  const path = [folder, dirname(folder)]
    .map((each) => join(each, 'host.json'))
    .find((each) => existsSync(each));
  const parsed = hostJson.safeParse(path === undefined ? { version: '2.0' } : readJson(path));
  if (!parsed.success) throw new StartError(`${path}: ${z.prettifyError(parsed.error)}`);
  const { http, queues } = parsed.data.extensions;
  return {
    routePrefix: http.routePrefix,
    logLevels: parsed.data.logging.logLevel,
    queues: {
      ...queues,
      newBatchThreshold: queues.newBatchThreshold ?? Math.floor(queues.batchSize / 2),
    },
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StartError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
