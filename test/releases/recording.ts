/** The recording of a release: its storage, and what its people know. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { storage } from '../support/stored-copy.ts';

const person = z.object({ userId: z.string(), email: z.string() });
const key = z.object({ id: z.string(), privateKey: z.string(), counter: z.number() });

/** The recorded service's people by their fates, with their ids and secrets. */
export const known = z.object({
  password: z.string(),
  people: z.record(z.string(), person),
  organizations: z.object({
    home: z.string(),
    strict: z.string(),
    closed: z.string(),
    /** With a review that has ended, and with an open one; since release 3. */
    reviewed: z.string().optional(),
    asked: z.string().optional(),
    /** Where somebody moved in from another system; since release 3. */
    movedInto: z.string().optional(),
  }),
  totpSecret: z.string(),
  recoveryCodes: z.array(z.string()),
  passkeys: z.array(key.extend({ userHandle: z.string() })),
  /** Refresh tokens of open sessions. */
  sessions: z.record(z.string(), z.string()),
  /** Secrets of e-mail links, by purpose. */
  links: z.record(z.string(), z.string()),
  importId: z.string(),
  /** A system that polls; since release 3. */
  system: z.object({ systemId: z.string(), secret: z.string() }).optional(),
});
export type Known = z.infer<typeof known>;

const recording = z.object({
  /** The release's number in its stored state; the first stored none and counts as 1. */
  release: z.number(),
  commit: z.string(),
  /** Instant on the service's clock. */
  at: z.string(),
  masterKey: z.string(),
  known,
  storage,
});
export type Recording = z.infer<typeof recording>;

/** Releases with a recording. */
export const releases: readonly number[] = readdirSync(new URL('.', import.meta.url))
  .flatMap((name) => /^release-(\d+)\.json\.gz$/.exec(name)?.[1] ?? [])
  .map(Number);

export const fileOf = (release: number): URL =>
  new URL(`release-${release}.json.gz`, import.meta.url);

const alreadyRead = new Map<number, Recording>();

/** @throws Error if there is no valid recording of the release */
export function readRecording(release: number): Recording {
  const found = alreadyRead.get(release) ?? read(release);
  alreadyRead.set(release, found);
  return found;
}

const read = (release: number): Recording =>
  recording.parse(JSON.parse(gunzipSync(readFileSync(fileOf(release))).toString('utf8')));
