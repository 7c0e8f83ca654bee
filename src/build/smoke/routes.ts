/**
 * Every route of the endpoint table reaches its function, because the response to an unauthorized
 * caller is known. Nothing is counted or changed: each request is refused before its handler runs,
 * or only reads.
 */
import { api, type Endpoint } from '../../api.ts';
import { type ProblemCode, problems } from '../../policy/problems.ts';
import { type ProtocolCode, protocolErrors } from '../../policy/protocol-errors.ts';
import { inParallel } from '../../store/in-parallel.ts';
import { codeOf, type Group, isRecord, jsonOf, shortly } from './group.ts';
import type { Answer, Ask, Send } from './request.ts';

/** Below an instance's concurrency, so that users are not affected. */
const requestsAtOnce = 4;

/** An id that does not exist. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** `success` stands for the status in the endpoint table. */
type Expected = ProblemCode | ProtocolCode | 'success';

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

/** @returns a description of an unexpected response, or undefined */
async function faultOf(send: Send, endpoint: Endpoint): Promise<string | undefined> {
  const { ask, expected } = probeOf(endpoint);
  try {
    const path = `/${endpoint.path.replace(/\{\w+\}/g, nobody)}`;
    const answer = await send(path, { method: endpoint.method, ...ask });
    if (fits(answer, expected, endpoint)) return undefined;
    return `${shortly(answer)} instead of ${inWords(expected, endpoint)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A body that is not JSON is refused unread, so no attempt is counted and no e-mail is sent. */
function probeOf(endpoint: Endpoint): { ask: Ask; expected: Expected } {
  const { permission, body, query, protocol } = endpoint;
  const ask = body ? { headers: { 'content-type': 'text/plain' }, body: 'smoke' } : {};
  if (protocol) return { ask, expected: body ? 'invalid_request' : 'invalid_token' };
  if (permission !== 'public') return { ask, expected: 'not_signed_in' };
  if (body) return { ask, expected: 'wrong_content_type' };
  const complete = query === undefined || query.safeParse({}).success;
  return { ask, expected: complete ? 'success' : 'invalid_input' };
}

/** The health group checks readiness; here a busy `ready` only has to be reached. */
function fits(answer: Answer, expected: Expected, endpoint: Endpoint): boolean {
  const code = codeOf(answer.text);
  if (isProtocol(expected))
    return answer.status === protocolErrors[expected].status && errorIn(answer.text) === expected;
  const mayBeBusy = endpoint.path === api.ready.path;
  if (mayBeBusy && code === 'busy') return answer.status === problems.busy.status;
  if (expected !== 'success')
    return code === expected && answer.status === problems[expected].status;
  const type = (endpoint.contentType ?? 'application/json').split(';')[0];
  return (
    answer.status === endpoint.status && answer.headers['content-type']?.split(';')[0] === type
  );
}

const isProtocol = (expected: Expected): expected is ProtocolCode => expected in protocolErrors;

function errorIn(text: string): unknown {
  const value = jsonOf(text);
  return isRecord(value) ? value['error'] : undefined;
}

function inWords(expected: Expected, endpoint: Endpoint): string {
  if (expected === 'success') return `${endpoint.status}`;
  const { status } = isProtocol(expected) ? protocolErrors[expected] : problems[expected];
  return `${status} ${expected}`;
}
