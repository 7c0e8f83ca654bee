/** Promise: each area of the API has one endpoint file and one handler file for the same routes. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { api, type EndpointName } from '../../src/api.ts';
import { findRoute } from '../../src/handlers.ts';

const folder = join(import.meta.dirname, '..', '..', 'src');
const areas = globSync('http/handle-*.ts', { cwd: folder }).map((path) =>
  path.replace(/^http\/handle-|\.ts$/g, ''),
);

/** @returns the names of the routes that a file exports in its table */
async function routesIn(path: string, suffix: RegExp): Promise<string[]> {
  const exported: Record<string, object> = await import(join(folder, path));
  return Object.entries(exported)
    .filter(([name]) => suffix.test(name))
    .flatMap(([, table]) => Object.keys(table))
    .sort();
}

test.each(areas)('the area %s handles the routes that it declares', async (area) => {
  const declared = await routesIn(`api/${area}.ts`, /Endpoints$/);
  expect(declared).not.toEqual([]);
  expect(await routesIn(`http/handle-${area}.ts`, /Handlers$/)).toEqual(declared);
});

test('every route of an area is served as it is declared', async () => {
  const declared = await Promise.all(areas.map((area) => routesIn(`api/${area}.ts`, /Endpoints$/)));
  expect(Object.keys(api).sort()).toEqual(declared.flat().sort());
  for (const name of Object.keys(api) as EndpointName[])
    expect((await findRoute(name)).endpoint).toBe(api[name]);
});
