/** Finds the function for a path and method by the rules of Azure's host. */
import { StartError } from './start-error.ts';
import type { HttpFunction } from './triggers.ts';

type Segment =
  | { kind: 'literal'; text: string }
  | { kind: 'parameter'; name: string; optional: boolean; accepts?: RegExp }
  | { kind: 'rest'; name: string };

/** The parts of a function that routing uses. */
type Routed = { name: string; trigger: Pick<HttpFunction['trigger'], 'route' | 'methods'> };

type Route<F> = { segments: Segment[]; methods: string[]; function: F };

type Match<F> = { found: F; params: Record<string, string> } | undefined;

const constraints: Record<string, RegExp> = {
  int: /^-?\d{1,10}$/,
  long: /^-?\d{1,19}$/,
  bool: /^(true|false)$/i,
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  alpha: /^[a-z]+$/i,
};

/** Azure serves these itself and refuses every route with such a prefix, even `administrators`. */
const reserved = /^\/?(admin|runtime)/i;

/**
 * Functions are tried in the order of their names, and the first with a matching route and method
 * wins; literals have no precedence over parameters (FunctionMetadataManager.cs and
 * WebScriptHostHttpRoutesManager.cs in azure-functions-host).
 * @returns a function that finds the match for a decoded path, or undefined for 404
 * @throws StartError if a route is reserved or can't be parsed
 */
export function createRouter<F extends Routed>(
  functions: readonly F[],
  prefix: string,
): (path: string, method: string) => Match<F> {
  const routes = [...functions].sort(byName).map((each) => route(each, prefix));
  const ofMethod = new Map<string, Route<F>[]>();
  for (const each of routes)
    for (const method of each.methods) {
      const known = ofMethod.get(method);
      if (known) known.push(each);
      else ofMethod.set(method, [each]);
    }
  return (path, method) => {
    const parts = partsOf(path);
    for (const each of ofMethod.get(method) ?? []) {
      const params = paramsOf(each.segments, parts);
      if (params !== undefined) return { found: each.function, params };
    }
    return undefined;
  };
}

/** Compares upper-cased code units, as .NET's `OrdinalIgnoreCase`. */
export function byName(a: { name: string }, b: { name: string }): number {
  const [left, right] = [a.name.toUpperCase(), b.name.toUpperCase()];
  return left < right ? -1 : Number(left > right);
}

/** One trailing slash is ignored (aspnetcore's PathTokenizer.cs). */
function partsOf(path: string): string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

function route<F extends Routed>(each: F, prefix: string): Route<F> {
  const own = each.trigger.route ?? each.name;
  if (reserved.test(own))
    throw new StartError(
      `Function "${each.name}": Azure refuses the route "${own}" because it starts with admin or runtime. Choose another.`,
    );
  const text = `${prefix}/${own}`.replace(/^\/+|\/+$/g, '');
  const segments = text === '' ? [] : text.split('/').map((part) => segment(part, each.name));
  return { segments, methods: each.trigger.methods, function: each };
}

function segment(text: string, functionName: string): Segment {
  const rest = /^\{\*{1,2}(\w+)\}$/.exec(text)?.[1];
  if (rest !== undefined) return { kind: 'rest', name: rest };
  const [whole, name, constraint, optional] = /^\{(\w+)(?::(\w+))?(\?)?\}$/.exec(text) ?? [];
  if (whole === undefined && !/[{}]/.test(text))
    return { kind: 'literal', text: text.toLowerCase() };
  const accepts = constraint === undefined ? undefined : constraints[constraint];
  if (name === undefined || (constraint !== undefined && accepts === undefined))
    throw new StartError(
      `Function "${functionName}": the local host can't read "${text}" in a route. It knows {x}, {x?}, {*x} and the constraints ${Object.keys(constraints).join(', ')}.`,
    );
  const parameter = { kind: 'parameter' as const, name, optional: optional !== undefined };
  return accepts === undefined ? parameter : { ...parameter, accepts };
}

/** An empty part matches nothing, not even `{*rest}` (aspnetcore's RoutePatternMatcher.cs). */
function paramsOf(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, each] of segments.entries()) {
    const part = parts[index];
    if (part === '') return undefined;
    if (each.kind === 'rest') {
      if (part !== undefined) params[each.name] = parts.slice(index).join('/');
      return params;
    }
    if (part === undefined) {
      if (each.kind === 'parameter' && each.optional) continue;
      return undefined;
    }
    if (each.kind === 'literal') {
      if (each.text !== part.toLowerCase()) return undefined;
    } else if (each.accepts?.test(part) === false) return undefined;
    else params[each.name] = part;
  }
  return parts.length > segments.length ? undefined : params;
}
