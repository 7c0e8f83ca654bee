/** Promise: a path reaches the function that Azure's host would choose. */
import { describe, expect, test } from 'vitest';
import { createRouter } from '../../src/local/routes.ts';
import type { HttpFunction } from '../../src/local/triggers.ts';

function http(name: string, route: string, ...methods: string[]): HttpFunction {
  return {
    name,
    trigger: { kind: 'http', route, methods: methods.length > 0 ? methods : ['GET'] },
    bindingName: 'request',
    metadata: { name, bindings: {} },
    callback: () => undefined,
  };
}

function found(routes: HttpFunction[], path: string, method = 'GET') {
  const match = createRouter(routes, 'api')(path, method);
  return match && [match.found.name, match.params];
}

describe('the first function by name wins, whatever its route', () => {
  const routes = [
    http('Zeta', '{*path}'),
    http('alpha', 'a/{id:int}'),
    http('Beta', 'a/{id}'),
    http('gamma', 'a/b'),
    http('delta_', 'c'),
    http('deltaZ', 'C'),
    http('epsilon', 'a/{id}/c'),
  ];
  test.each([
    ['/api/a/7', ['alpha', { id: '7' }]],
    ['/api/a/b', ['Beta', { id: 'b' }]],
    ['/api/A/B', ['Beta', { id: 'B' }]],
    ['/api/a/b/', ['Beta', { id: 'b' }]],
    ['/api/c', ['deltaZ', {}]],
    ['/api/a/x/C', ['epsilon', { id: 'x' }]],
    ['/api/a/x/d', ['Zeta', { path: 'a/x/d' }]],
    ['/api', ['Zeta', {}]],
    ['/api/', ['Zeta', {}]],
    ['/api/a//c', ['Zeta', { path: 'a//c' }]],
    ['/api//a/b', undefined],
    ['//api/a/b', undefined],
    ['/other/a/b', undefined],
    ['', undefined],
  ])('%s', (path, expected) => {
    expect(found(routes, path)).toEqual(expected);
  });

  test('the order of registration does not matter', () => {
    expect(found([http('b', 'x'), http('a', '{*path}')], '/api/x')).toEqual(['a', { path: 'x' }]);
  });
});

test('an optional parameter may be omitted, and a required one may not', () => {
  expect(found([http('one', 'a/{x?}')], '/api/a')).toEqual(['one', {}]);
  expect(found([http('one', 'a/{x?}')], '/api/a/1')).toEqual(['one', { x: '1' }]);
  expect(found([http('one', 'a/{x}')], '/api/a')).toBeUndefined();
  expect(found([http('one', 'a/{x}/b')], '/api/a//b')).toBeUndefined();
});

test('a function with another method passes the request to the next one', () => {
  const routes = [http('one', 'a/b', 'PUT'), http('two', 'a/{id}', 'GET', 'DELETE')];
  expect(found(routes, '/api/a/b')).toEqual(['two', { id: 'b' }]);
  expect(found(routes, '/api/a/b', 'POST')).toBeUndefined();
});

test.each(['admin/x', 'administrators', 'runtime', 'Admin', '/admin'])(
  'refuses the route %s, as Azure does',
  (route) => {
    expect(() => createRouter([http('one', route)], 'api')).toThrow(/"one".*admin or runtime/);
  },
);

test('refuses routes that it cannot parse', () => {
  expect(() => createRouter([http('one', 'a/{id:regex}')], '')).toThrow(
    /can't read "\{id:regex\}"/,
  );
  expect(() => createRouter([http('one', 'a.{ext}')], '')).toThrow(/can't read "a\.\{ext\}"/);
});
