/** Reads the resources that a parameter file deploys, and their values by path. */
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

/** A check's complaint about a resource in a snapshot. */
export type Finding = { check: string; resource: string; message: string };
export type Check = {
  name: string;
  run(snapshot: Snapshot, environment: Environment): Finding[];
};

/** Names of the parameter files, each with a committed snapshot. */
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

/** @returns the only resource of this type, or undefined if there is none or several */
export function onlyOne(snapshot: Snapshot, type: string): Resource | undefined {
  const [first, ...more] = ofType(snapshot, type);
  return more.length === 0 ? first : undefined;
}

/** @returns the items of the list at the path; none if there is no list */
export function listAt(value: unknown, path: string): unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** @returns the last segment of each name: `accounts` for `store/default/accounts` */
export function lastNames(from: Snapshot, type: string): string[] {
  return ofType(from, type).map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
}

/** @param path names and indexes separated by dots: `properties.networkAcls.defaultAction` */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isRecord(inner) ? inner[name] : undefined;
  }, value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns every string in a value with its path, at any depth */
export function texts(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => texts(item, `${path}.${i}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${path}.${name}`));
}
