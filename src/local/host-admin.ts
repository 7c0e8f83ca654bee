/** `POST /admin/functions/NAME` fires a timer or queue function by hand, as in Azure. */
import { z } from 'zod';
import { json, type LocalAnswer, type LocalRequest } from './loopback-server.ts';

const body = z.object({ input: z.unknown().optional() });

/**
 * @param kindOf what the name stands for, if anything
 * @param fire starts the function; its failures are told elsewhere
 * @returns nothing for paths outside `/admin` and `/runtime`
 */
export function answerAdmin(
  request: LocalRequest,
  kindOf: (name: string) => 'http' | 'timer' | 'queue' | undefined,
  fire: (name: string, input: unknown) => void,
): LocalAnswer | undefined {
  const [, first, second, name, ...rest] = request.url.pathname.split('/');
  if (first !== 'admin' && first !== 'runtime') return undefined;
  if (first !== 'admin' || second !== 'functions' || name === undefined || rest.length > 0)
    return { status: 404 };
  if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
  const kind = kindOf(name);
  if (kind === undefined) return { status: 404 };
  if (kind === 'http')
    return json(400, { error: `"${name}" is an HTTP function: call its route instead.` });
  const input = inputOf(request.body);
  if ('error' in input) return json(400, input);
  fire(name, input.input);
  return { status: 202 };
}

function inputOf(bytes: Buffer): { input?: unknown } | { error: string } {
  if (bytes.length === 0) return {};
  try {
    return body.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return { error: 'The body must be JSON such as {"input":"text"}, or empty.' };
  }
}
