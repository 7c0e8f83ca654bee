/** Finds the function for a path and a method by Azure's rules of routing. */
import { StartError } from './start-error.ts';
import type { HttpFunction } from './triggers.ts';

type Segment =
  | { kind: 'literal'; text: string }
  | { kind: 'parameter'; name: string; optional: boolean; accepts?: RegExp }
  | { kind: 'rest'; name: string };

type Route = { segments: Segment[]; methods: string[]; function: HttpFunction; text: string };

export type Match =
  | { found: HttpFunction; params: Record<string, string> }
  | { allow: string[] }
  | undefined;

const constraints: Record<string, RegExp> = {
  int: /^-?\d{1,10}$/,
  long: /^-?\d{1,19}$/,
  bool: /^(true|false)$/i,
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  alpha: /^[a-z]+$/i,
};

/** Azure serves these itself; a route that begins so is refused, `administrators` too. */
const reserved = /^\/?(admin|runtime)/i;

/**
 * @returns what finds the function: nothing for 404, the allowed methods for 405
 * @throws StartError when a route is reserved, can't be read, or is taken twice
 */
export function createRouter(
  functions: readonly HttpFunction[],
  prefix: string,
): (path: string, method: string) => Match {
  const routes = functions.map((each) => route(each, prefix)).sort(byPrecedence);
  refuseTwins(routes);
  return (path, method) => {
    const parts = path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decode);
    const fitting = routes.flatMap((each) => {
      const params = paramsOf(each.segments, parts[0] === '' && parts.length === 1 ? [] : parts);
      return params === undefined ? [] : [{ route: each, params }];
    });
    const found = fitting.find((each) => each.route.methods.includes(method));
    if (found !== undefined) return { found: found.route.function, params: found.params };
    if (fitting.length === 0) return undefined;
    return { allow: [...new Set(fitting.flatMap((each) => each.route.methods))].sort() };
  };
}

function route(each: HttpFunction, prefix: string): Route {
  const own = each.trigger.route ?? each.name;
  if (reserved.test(own))
    throw new StartError(
      `Function "${each.name}": Azure refuses the route "${own}", since it begins with admin or runtime. Choose another.`,
    );
  const text = `${prefix}/${own}`.replace(/^\/+|\/+$/g, '');
  const segments = text === '' ? [] : text.split('/').map((part) => segment(part, each.name));
  return { segments, methods: each.trigger.methods, function: each, text };
}

function segment(text: string, functionName: string): Segment {
  const rest = /^\{\*{1,2}(\w+)\}$/.exec(text)?.[1];
  if (rest !== undefined) return { kind: 'rest', name: rest };
  const [whole, name, constraint, optional] = /^\{(\w+)(?::(\w+))?(\?)?\}$/.exec(text) ?? [];
  if (whole === undefined && !/[{}]/.test(text)) return { kind: 'literal', text };
  const accepts = constraint === undefined ? undefined : constraints[constraint];
  if (name === undefined || (constraint !== undefined && accepts === undefined))
    throw new StartError(
      `Function "${functionName}": the local host can't read "${text}" in a route. It knows {x}, {x?}, {*x} and the constraints ${Object.keys(constraints).join(', ')}.`,
    );
  const parameter = { kind: 'parameter' as const, name, optional: optional !== undefined };
  return accepts === undefined ? parameter : { ...parameter, accepts };
}

function paramsOf(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, each] of segments.entries()) {
    const part = parts[index];
    if (each.kind === 'rest') {
      if (part !== undefined) params[each.name] = parts.slice(index).join('/');
      return params;
    }
    if (part === undefined || part === '') {
      if (each.kind === 'parameter' && each.optional && part === undefined) continue;
      return undefined;
    }
    if (each.kind === 'literal') {
      if (each.text.toLowerCase() !== part.toLowerCase()) return undefined;
    } else if (each.accepts?.test(part) === false) return undefined;
    else params[each.name] = part;
  }
  return parts.length > segments.length ? undefined : params;
}

/** Literal before constrained parameter before parameter before catch-all, from the left. */
function byPrecedence(a: Route, b: Route): number {
  const [left, right] = [a.segments.map(rank), b.segments.map(rank)];
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function rank(each: Segment): number {
  if (each.kind === 'literal') return 1;
  if (each.kind === 'rest') return 4;
  return each.accepts === undefined ? 3 : 2;
}

function refuseTwins(routes: readonly Route[]): void {
  const taken = new Map<string, string>();
  for (const each of routes)
    for (const method of each.methods) {
      const key = `${method} ${each.text.toLowerCase()}`;
      const other = taken.get(key);
      if (other !== undefined)
        throw new StartError(
          `Functions "${other}" and "${each.function.name}" both have the route ${key}.`,
        );
      taken.set(key, each.function.name);
    }
}

/** As Azure's server does: `%2F` stays as it is, and so does what is not an escape. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part.replace(/%2f/gi, '%252F'));
  } catch {
    return part;
  }
}
