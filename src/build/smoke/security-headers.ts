/** What browsers must be told stands on every kind of answer, and no other site may read one. */
import { api } from '../../api.ts';
import { pageHeaders } from '../../http/portal.ts';
import { answerHeaders } from '../../http/problem.ts';
import type { Group } from './group.ts';

const { 'cache-control': _, ...onEverything } = answerHeaders;

const onPages = { ...onEverything, ...pageHeaders };

/** Its own style sheet alone is let in; the rest is as on the API. */
const { 'content-security-policy': __, ...onDocs } = answerHeaders;

const wanted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`/${api.live.path}`]: answerHeaders,
  [`/${api.me.path}`]: answerHeaders,
  '/api/smoke/no-such-route': answerHeaders,
  [`/${api.docs.path}`]: onDocs,
  '/': onPages,
  '/smoke/no-such-page': onPages,
};

export const securityHeaders: Group = async (send) => {
  const faults: string[] = [];
  for (const [path, headers] of Object.entries(wanted)) {
    const answer = await send(path, { headers: { origin: 'https://smoke.invalid' } });
    for (const [name, value] of Object.entries(headers))
      if (answer.headers[name] !== value)
        faults.push(`${path}: ${name} is ${answer.headers[name] ?? 'missing'}`);
    const shared = answer.headers['access-control-allow-origin'];
    if (shared !== undefined) faults.push(`${path}: other sites may read it (${shared})`);
    const policy = answer.headers['content-security-policy'] ?? '';
    if (!policy.includes("default-src 'none'") || /unsafe-|\*/.test(policy))
      faults.push(`${path}: content-security-policy lets in more than what is named`);
  }
  return { told: `on ${Object.keys(wanted).length} kinds of answer`, faults };
};
