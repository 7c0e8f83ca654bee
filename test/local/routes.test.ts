/** Promise: a path reaches the function that Azure's routing would choose. */
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
  return match !== undefined && 'found' in match ? [match.found.name, match.params] : match;
}

describe('precedence', () => {
  const routes = [
    http('rest', '{*path}'),
    http('parameter', 'a/{id}'),
    http('guid', 'a/{id:guid}'),
    http('int', 'a/{id:int}'),
    http('literal', 'a/b'),
    http('deeper', 'a/{id}/c'),
  ];
  test.each([
    ['/api/a/b', ['literal', {}]],
    ['/api/A/B', ['literal', {}]],
    ['/api/a/b/', ['literal', {}]],
    ['/api/a/7', ['int', { id: '7' }]],
    ['/api/a/x', ['parameter', { id: 'x' }]],
    [
      '/api/a/5f0c9f4e-6d0b-4f57-9d0e-3a1f2b4c5d6e',
      ['guid', { id: '5f0c9f4e-6d0b-4f57-9d0e-3a1f2b4c5d6e' }],
    ],
    ['/api/a/x/c', ['deeper', { id: 'x' }]],
    ['/api/a/x/d', ['rest', { path: 'a/x/d' }]],
    ['/api', ['rest', {}]],
    ['/other/a/b', undefined],
  ])('%s', (path, expected) => {
    expect(found(routes, path)).toEqual(expected);
  });
});

test('decodes parameters, but keeps %2F and what is no escape', () => {
  const routes = [http('one', 'a/{id}')];
  expect(found(routes, '/api/a/%C3%A4%20x%2Fy')).toEqual(['one', { id: 'ä x%2Fy' }]);
  expect(found(routes, '/api/a/100%')).toEqual(['one', { id: '100%' }]);
});

test('an optional parameter may be left out, a plain one may not', () => {
  expect(found([http('one', 'a/{x?}')], '/api/a')).toEqual(['one', {}]);
  expect(found([http('one', 'a/{x?}')], '/api/a/1')).toEqual(['one', { x: '1' }]);
  expect(found([http('one', 'a/{x}')], '/api/a')).toBeUndefined();
  expect(found([http('one', 'a/{x}/b')], '/api/a//b')).toBeUndefined();
});

test('another method: the allowed ones of all routes that fit (405)', () => {
  const routes = [http('one', 'a/b', 'PUT'), http('two', 'a/{id}', 'GET', 'DELETE')];
  expect(found(routes, '/api/a/b')).toEqual(['two', { id: 'b' }]);
  expect(found(routes, '/api/a/b', 'POST')).toEqual({ allow: ['DELETE', 'GET', 'PUT'] });
});

test.each(['admin/x', 'administrators', 'runtime', 'Admin', '/admin'])(
  'refuses the route %s, as Azure does',
  (route) => {
    expect(() => createRouter([http('one', route)], 'api')).toThrow(/"one".*admin or runtime/);
  },
);

test('refuses routes that it can not read, and a route taken twice', () => {
  expect(() => createRouter([http('one', 'a/{id:regex}')], '')).toThrow(
    /can't read "\{id:regex\}"/,
  );
  expect(() => createRouter([http('one', 'a.{ext}')], '')).toThrow(/can't read "a\.\{ext\}"/);
  expect(() => createRouter([http('one', 'a'), http('two', 'A')], '')).toThrow(
    'Functions "one" and "two" both have the route GET a.',
  );
});
