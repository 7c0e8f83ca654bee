/**
 * Serves the routes of Azure's host itself, only with the master key; `POST /admin/functions/NAME`
 * runs a timer or queue function by hand.
 *
 * Routes and methods follow HostController.cs, FunctionsController.cs, KeysController.cs and others
 * in azure-functions-host; all other requests reach the app.
 */
import { z } from 'zod';
import { json, type LocalAnswer } from './loopback-server.ts';
import type { LocalRequest } from './read-request.ts';
import { findFunction, type HostFunction, type Kind } from './triggers.ts';

type Needs = {
  masterKey: string;
  functions: readonly HostFunction[];
  /** Starts a function; its failures are logged elsewhere. */
  fire(name: string, input: unknown): void;
};

const name = '[^/]+';
const keys = '(keys|functionkeys|systemkeys)(/[^/]+)?';
const any = 'GET POST PUT DELETE';

const hostRoutes = (
  [
    ['GET', 'admin/host/status'],
    ['GET POST', 'admin/host/drain(/status)?'],
    ['POST', 'admin/host/(scale/status|log|debug|synctriggers|restart|resume)'],
    ['PUT', 'admin/host/state'],
    [any, `admin/host/${keys}`],
    ['GET', 'admin/functions'],
    [any, `admin/functions/${name}`],
    ['GET', `admin/functions/${name}/status`],
    [any, `admin/functions/${name}/keys(/[^/]+)?`],
    [any, 'admin/(extensions|instance|vfs|zip)(/.*)?'],
    [any, 'runtime/.+'],
  ] as const
).map(([methods, path]) => ({
  methods: methods.split(' '),
  path: new RegExp(`^/${path}/?$`, 'i'),
}));

/** @returns undefined for requests that the host leaves to the app */
export function answerAdmin(request: LocalRequest, needs: Needs): LocalAnswer | undefined {
  const { method, path } = request;
  if (/^\/admin\/host\/ping\/?$/i.test(path) && (method === 'GET' || method === 'POST'))
    return { status: 200, headers: { 'cache-control': 'no-store,no-cache', pragma: 'no-cache' } };
  if (!hostRoutes.some((each) => each.methods.includes(method) && each.path.test(path)))
    return undefined;
  if (keyOf(request) !== needs.masterKey) return { status: 401 };
  const [, first, second, third, more] = path.toLowerCase().replace(/\/$/, '').split('/');
  if (method === 'GET' && second === 'host' && third === 'status')
    return json(200, { state: 'Running' });
  if (first !== 'admin' || second !== 'functions' || more !== undefined) return { status: 501 };
  if (method === 'GET' && third === undefined) return json(200, needs.functions.map(described));
  const found = third === undefined ? undefined : findFunction(needs.functions, third);
  if (method === 'GET') return found ? json(200, described(found)) : { status: 404 };
  return method === 'POST' ? runByHand(request, found, needs.fire) : { status: 501 };
}

const described = (each: HostFunction) => ({ name: each.name, kind: each.trigger.kind });

function keyOf({ headers, url }: LocalRequest): string | undefined {
  const header = headers['x-functions-key'];
  return typeof header === 'string' ? header : (url.searchParams.get('code') ?? undefined);
}

const jsonType = /^\s*(application|text)\/([\w.+-]*\+)?json\s*(;|$)/i;

function runByHand(
  { headers, body }: LocalRequest,
  found: HostFunction | undefined,
  fire: Needs['fire'],
): LocalAnswer {
  if (!jsonType.test(headers['content-type'] ?? ''))
    return json(415, { error: 'Send Content-Type: application/json.' });
  const input = inputOf(body);
  if ('error' in input) return json(400, input);
  if (found === undefined) return { status: 404 };
  const kind: Kind = found.trigger.kind;
  if (kind === 'http')
    return json(400, { error: `"${found.name}" is an HTTP function: call its route instead.` });
  fire(found.name, input.input);
  return { status: 202 };
}

const invocation = z.looseObject({ input: z.string().nullish() });

function inputOf(bytes: Buffer): { input?: string | null | undefined } | { error: string } {
  try {
    return invocation.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return { error: 'The body must be JSON such as {"input":"text"} or {}.' };
  }
}
