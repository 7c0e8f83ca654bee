/** Reads what a parameter file would deploy: its resources, and any value in them by its path. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { infraFolder } from './bicep.ts';

const resource = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  location: z.string().optional(),
});

const snapshot = z.object({
  predictedResources: z.array(resource),
  diagnostics: z.array(z.unknown()),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

export type Resource = z.infer<typeof resource>;
export type Snapshot = z.infer<typeof snapshot>;

/** What is wrong with a snapshot, and by which check. */
export type Finding = { check: string; resource: string; message: string };
export type Check = { name: string; run(snapshot: Snapshot): Finding[] };

/** The committed snapshots by the name of their parameter file. */
export const environments = ['dev', 'prod'] as const;
export type Environment = (typeof environments)[number];

export const parseSnapshot = (text: string): Snapshot => snapshot.parse(JSON.parse(text));

export const snapshotPath = (name: Environment) => join(infraFolder, `${name}.snapshot.json`);

export const committedText = (name: Environment) => readFileSync(snapshotPath(name), 'utf8');

/** @returns the committed snapshot of a parameter file */
export const committedSnapshot = (name: Environment) => parseSnapshot(committedText(name));

/** @returns the resources of exactly this type */
export function ofType({ predictedResources }: Snapshot, type: string): Resource[] {
  return predictedResources.filter((candidate) => candidate.type === type);
}

/** @returns the last part of each name: `store/default/accounts` is `accounts` */
export function lastNames(from: Snapshot, type: string): string[] {
  return ofType(from, type).map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
}

/** @param path names and indexes with dots: `properties.networkAcls.defaultAction` */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isRecord(inner) ? inner[name] : undefined;
  }, value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns every text in a value with its path, however deep */
export function texts(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => texts(item, `${path}.${i}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${path}.${name}`));
}
