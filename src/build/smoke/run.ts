/** Runs all groups against a service, one after another, within a time limit, and reports each. */
import { api } from '../../api.ts';
import { apiDescription } from './description.ts';
import { type Group, linesOf, type Outcome } from './group.ts';
import { health } from './health.ts';
import { keys } from './keys.ts';
import { portal } from './portal.ts';
import { type Answer, type Send, sender } from './request.ts';
import { routes } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { tls } from './tls.ts';

const wholeMilliseconds = 300_000;

const groupsWith = (seen: ReadonlyMap<string, Answer>): readonly (readonly [string, Group])[] => [
  ['routes', routes],
  ['health', health],
  ['keys', keys],
  ['api description', apiDescription],
  ['portal', portal],
  ['security headers', securityHeaders(seen)],
  ['tls', tls],
];

/**
 * @param write receives the report, line by line
 * @param milliseconds time limit of the whole run
 * @returns whether all groups passed
 */
export async function runSmoke(
  origin: URL,
  write: (line: string) => void,
  milliseconds = wholeMilliseconds,
): Promise<boolean> {
  const signal = AbortSignal.timeout(milliseconds);
  const seen = new Map<string, Answer>();
  const groups = groupsWith(seen);
  const send = recording(sender(origin, signal), seen);
  try {
    await send(`/${api.live.path}`);
  } catch (error) {
    write(`FAIL ${origin.origin} cannot be reached: ${reasonOf(error)}`);
    return false;
  }
  let failed = 0;
  for (const [name, group] of groups) {
    const outcome = await group(send, origin, signal).catch(brokenOff);
    for (const line of linesOf(name, outcome)) write(line);
    if (outcome.faults.length > 0) failed += 1;
  }
  write(`${groups.length - failed} of ${groups.length} groups passed at ${origin.origin}`);
  return failed === 0;
}

/** Records the last response for each path. */
const recording =
  (send: Send, seen: Map<string, Answer>): Send =>
  async (path, ask) => {
    const answer = await send(path, ask);
    seen.set(path, answer);
    return answer;
  };

const brokenOff = (error: unknown): Outcome => ({
  told: 'stopped early',
  faults: [reasonOf(error)],
});

/** A refused connection to a name with several addresses has a code but no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return error.message || code || error.name;
}
