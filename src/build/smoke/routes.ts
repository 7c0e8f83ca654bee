/**
 * Every route of the endpoint table reaches its function: what a caller without rights gets there is
 * known. Nothing is counted or changed, since each request is refused before its handler runs, or
 * only reads.
 */
import { api, type Endpoint } from '../../api.ts';
import { type ProblemCode, problems } from '../../policy/problems.ts';
import { inParallel } from '../../store/in-parallel.ts';
import { codeOf, type Group, shortly } from './group.ts';
import type { Answer, Ask, Send } from './request.ts';

/** Fewer than an instance takes, so that people notice nothing. */
const requestsAtOnce = 4;

/** Nobody and nothing has this id. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** `success`: the status of the table. */
type Expected = ProblemCode | 'success';

export const routes: Group = async (send) => {
  const faults = new Map<string, string>();
  await inParallel(Object.entries<Endpoint>(api), requestsAtOnce, async ([name, endpoint]) => {
    const fault = await faultOf(send, endpoint);
    if (fault) faults.set(name, `${endpoint.method} /${endpoint.path} (${name}): ${fault}`);
  });
  const names = Object.keys(api);
  return {
    told: `${names.length - faults.size} of ${names.length} reached`,
    faults: names.flatMap((name) => faults.get(name) ?? []),
  };
};

/** @returns what came in place of what should, or nothing */
async function faultOf(send: Send, endpoint: Endpoint): Promise<string | undefined> {
  const { ask, expected } = probeOf(endpoint);
  try {
    const path = `/${endpoint.path.replace(/\{\w+\}/g, nobody)}`;
    const answer = await send(path, { method: endpoint.method, ...ask });
    if (fits(answer, expected, endpoint)) return undefined;
    return `${shortly(answer)} in place of ${inWords(expected, endpoint)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A body of another type than JSON is refused before it is read: no guess, no mail, no change. */
function probeOf({ permission, body, query }: Endpoint): { ask: Ask; expected: Expected } {
  const ask = body ? { headers: { 'content-type': 'text/plain' }, body: 'smoke' } : {};
  if (permission !== 'public') return { ask, expected: 'not_signed_in' };
  if (body) return { ask, expected: 'wrong_content_type' };
  const complete = query === undefined || query.safeParse({}).success;
  return { ask, expected: complete ? 'success' : 'invalid_input' };
}

/** Whether the service is ready is another group's matter; this one asks whether it is reached. */
function fits(answer: Answer, expected: Expected, endpoint: Endpoint): boolean {
  const code = codeOf(answer.text);
  const mayBeBusy = endpoint.path === api.ready.path;
  if (mayBeBusy && code === 'busy') return answer.status === problems.busy.status;
  if (expected !== 'success')
    return code === expected && answer.status === problems[expected].status;
  const type = (endpoint.contentType ?? 'application/json').split(';')[0];
  return (
    answer.status === endpoint.status && answer.headers['content-type']?.split(';')[0] === type
  );
}

function inWords(expected: Expected, endpoint: Endpoint): string {
  return expected === 'success' ? `${endpoint.status}` : `${problems[expected].status} ${expected}`;
}
