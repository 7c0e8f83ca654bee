/** The API description is OpenAPI 3.1 without dead references, and lists exactly the routes. */
import { z } from 'zod';
import { api, type Endpoint } from '../../api.ts';
import { type Group, isRecord, jsonOf, shortly } from './group.ts';

const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).default([]),
  responses: z
    .record(z.string().regex(/^[1-5]\d\d$|^default$/), z.object({ description: z.string() }))
    .refine((responses) => Object.keys(responses).length > 0, 'must not be empty'),
});
const description = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  servers: z.array(z.object({ url: z.url() })).min(1),
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), operation)),
});

export const apiDescription: Group = async (send) => {
  const answer = await send(`/${api.openapi.path}`);
  if (answer.status !== 200) return { told: 'not published', faults: [shortly(answer)] };
  const value = jsonOf(answer.text);
  const parsed = description.safeParse(value);
  if (!parsed.success)
    return {
      told: 'invalid',
      faults: parsed.error.issues.map(({ path, message }) => `${path.join(' ')}: ${message}`),
    };
  const { paths } = parsed.data;
  const told = `OpenAPI ${parsed.data.openapi}, ${Object.keys(paths).length} paths`;
  return { told, faults: [...routeFaults(paths), ...parameterFaults(paths), ...deadRefs(value)] };
};

type Paths = z.infer<typeof description>['paths'];

function routeFaults(paths: Paths): string[] {
  const missing = Object.entries<Endpoint>(api).flatMap(([name, { method, path }]) =>
    paths[`/${path}`]?.[method.toLowerCase()]?.operationId === name
      ? []
      : [`${method} /${path} (${name}): not listed`],
  );
  const known = new Set(
    Object.values<Endpoint>(api).map(({ method, path }) => `${method} /${path}`),
  );
  const extra = operationsOf(paths)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !known.has(route));
  return [...missing, ...extra.map((route) => `${route}: listed, but not in this version`)];
}

function parameterFaults(paths: Paths): string[] {
  return operationsOf(paths).flatMap(({ method, path, parameters }) => {
    const declared = parameters.filter((each) => each.in === 'path' && each.required === true);
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const lacking = wanted.filter((name) => !declared.some((each) => each.name === name));
    return lacking.map((name) => `${method} ${path}: does not declare the parameter ${name}`);
  });
}

function operationsOf(paths: Paths) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
    })),
  );
}

/** @returns dead references within the document */
function deadRefs(whole: unknown): string[] {
  const refs = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    if (!isRecord(value)) return;
    if (typeof value['$ref'] === 'string') refs.add(value['$ref']);
    Object.values(value).forEach(collect);
  };
  collect(whole);
  return [...refs]
    .filter((ref) => !leadsSomewhere(ref, whole))
    .map((ref) => `${ref}: is not there`);
}

/** References inside a schema are relative to it (JSON Schema), so they are not followed here. */
function leadsSomewhere(ref: string, whole: unknown): boolean {
  if (!ref.startsWith('#/components/')) return true;
  let at = whole;
  for (const part of ref.slice(2).split('/')) at = isRecord(at) ? at[part] : undefined;
  return at !== undefined;
}
