/** Every response has the security headers, and no other site may read one. */
import { api } from '../../api.ts';
import { pageHeaders } from '../../http/portal.ts';
import { answerHeaders } from '../../http/problem.ts';
import type { Group } from './group.ts';
import type { Answer } from './request.ts';

const { 'cache-control': _, ...onEverything } = answerHeaders;

const onPages = { ...onEverything, ...pageHeaders };

/** The page allows its own style sheet; its other headers are the API's. */
const { 'content-security-policy': __, ...onDocs } = answerHeaders;

const wanted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`/${api.live.path}`]: answerHeaders,
  [`/${api.me.path}`]: answerHeaders,
  '/api/smoke/no-such-route': answerHeaders,
  [`/${api.docs.path}`]: onDocs,
  '/': onPages,
  '/smoke/no-such-page': onPages,
};

const problemType = 'application/problem+json';

/** How many faults in other groups' responses are listed individually. */
const namedMax = 10;

/** @param seen the responses that earlier groups received, by path */
export const securityHeaders =
  (seen: ReadonlyMap<string, Answer>): Group =>
  async (send) => {
    const faults: string[] = [];
    for (const [path, headers] of Object.entries(wanted)) {
      const answer = await send(path, { headers: { origin: 'https://smoke.invalid' } });
      faults.push(...faultsOf(path, answer, headers));
    }
    const others = [...seen].filter(([path, answer]) => !(path in wanted) && isOurs(answer));
    const more = others.flatMap(([path, answer]) => faultsOf(path, answer, wantedOf(path, answer)));
    faults.push(...more.slice(0, namedMax));
    if (more.length > namedMax) faults.push(`and ${more.length - namedMax} more`);
    return { told: `on ${Object.keys(wanted).length + others.length} answers`, faults };
  };

/** The host's own responses have no headers; other groups report those. */
const isOurs = ({ status, headers }: Answer): boolean =>
  status < 400 || headers['content-type'] === problemType;

function wantedOf(path: string, { headers }: Answer): Readonly<Record<string, string>> {
  const type = headers['content-type'] ?? '';
  if (type === problemType) return answerHeaders;
  if (!/^\/(api|\.well-known)\//.test(path)) return onPages;
  return type.startsWith('text/html') ? onDocs : answerHeaders;
}

function faultsOf(path: string, answer: Answer, headers: Readonly<Record<string, string>>) {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(headers))
    if (answer.headers[name] !== value)
      faults.push(`${path}: ${name} is ${answer.headers[name] ?? 'missing'}`);
  const shared = answer.headers['access-control-allow-origin'];
  if (shared !== undefined) faults.push(`${path}: other sites may read it (${shared})`);
  const policy = answer.headers['content-security-policy'] ?? '';
  if (!policy.includes("default-src 'none'") || /unsafe-|\*/.test(policy))
    faults.push(`${path}: content-security-policy allows unlisted sources`);
  return faults;
}
