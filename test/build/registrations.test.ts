/** Promise: on Azure's host, no function in the shipped bundle hides another function's route. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore } from '../../src/local/functions-core.ts';
import { loadBundle } from '../../src/local/load-bundle.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { byName, createRouter } from '../../src/local/routes.ts';
import { type HttpFunction, hostFunction, isHttp } from '../../src/local/triggers.ts';
import { askBundle } from '../support/ask-supplies.ts';

const { outdir } = await askBundle();

/** A sample value for every parameter. */
const someId = '5f0c9f4e-6d0b-4f57-9d0e-3a1f2b4c5d6e';

/** @returns `A hides B (GET path)` for each method of B's route that A receives instead */
function hidden(functions: readonly HttpFunction[]): string[] {
  const sorted = [...functions].sort(byName);
  return sorted.flatMap((later, index) =>
    sorted.slice(0, index).flatMap((earlier) => {
      const find = createRouter([earlier, later], '');
      const path = `/${later.trigger.route ?? later.name}`.replaceAll(/\{[^}]+\}/g, someId);
      return later.trigger.methods
        .filter((method) => find(path, method)?.found !== later)
        .map((method) => `${earlier.name} hides ${later.name} (${method} ${path})`);
    }),
  );
}

function registered(): HttpFunction[] {
  const core = createCore(() => {});
  const wiring = {
    publicUrl: 'http://127.0.0.1',
    storageConnection: 'UseDevelopmentStorage=true',
    mailConnection: 'endpoint=http://127.0.0.1:9/;accesskey=a2V5',
    masterKey: Buffer.alloc(32, 7).toString('base64'),
  };
  const env = localSettings(wiring, {});
  loadBundle(join(outdir, 'main.cjs'), core, env, () => {});
  return core.registrations.map((each) => hostFunction(each, env)).filter(isHttp);
}

function http(name: string, route: string, method = 'GET'): HttpFunction {
  return {
    name,
    trigger: { kind: 'http', route, methods: [method] },
    bindingName: 'request',
    metadata: { name, bindings: {} },
    callback: () => undefined,
  };
}

test('every function in the bundle gets its own requests, and the catch-all comes last', () => {
  const functions = registered();
  expect(functions.length).toBeGreaterThan(90);
  expect(hidden(functions)).toEqual([]);
  const catchAll = functions.filter(({ trigger }) => trigger.route?.includes('{*'));
  expect(catchAll).toEqual([[...functions].sort(byName).at(-1)]);
});

test('the check names both functions, for whatever reason one hides the other', () => {
  expect(hidden([http('portal', '{*path}'), http('signIn', 'api/sessions')])).toEqual([
    'portal hides signIn (GET /api/sessions)',
  ]);
  expect(hidden([http('Read', 'a/{id}'), http('search', 'a/search')])).toEqual([
    'Read hides search (GET /a/search)',
  ]);
  expect(hidden([http('b', 'A/{id}'), http('a', 'a/{name}')])).toEqual([
    `a hides b (GET /A/${someId})`,
  ]);
  expect(hidden([http('read', 'a/{id}'), http('find', 'a/search')])).toEqual([]);
  expect(hidden([http('read', 'a/{id}'), http('search', 'a/search', 'POST')])).toEqual([]);
});
