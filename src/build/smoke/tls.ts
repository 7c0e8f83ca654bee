/** A deployed service speaks only TLS, with a certificate that does not expire soon. */

import { connect } from 'node:tls';
import { dayMs } from '../../policy/time.ts';
import type { Group } from './group.ts';
import { sendTo } from './request.ts';

/** The same as in the availability test of infra/modules/alerts.bicep. */
const daysLeftMin = 14;
const maxAgeSecondsMin = 31_536_000;
const connectMilliseconds = 10_000;

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

export const tls: Group = async (send, origin, signal) => {
  if (origin.protocol === 'http:')
    return loopback.test(origin.hostname)
      ? { told: 'none needed on this machine', faults: [] }
      : { told: 'none', faults: [`${origin.origin}: only a local service may do without TLS`] };
  const { daysLeft, protocol } = await certificateOf(origin);
  const faults =
    daysLeft < daysLeftMin ? [`the certificate expires in ${Math.floor(daysLeft)} days`] : [];
  const hsts = (await send('/')).headers['strict-transport-security'] ?? 'missing';
  if (Number(/max-age=(\d+)/.exec(hsts)?.[1] ?? 0) < maxAgeSecondsMin)
    faults.push(`strict-transport-security is ${hsts}`);
  const plain = await plainFault(origin, signal);
  if (plain) faults.push(plain);
  return { told: `${protocol}, certificate valid for ${Math.floor(daysLeft)} days`, faults };
};

/** @throws Error if the certificate is not valid for the name */
function certificateOf({ hostname, port }: URL): Promise<{ daysLeft: number; protocol: string }> {
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const whom = { host, port: Number(port || 443), servername: nameOf(host) };
    const socket = connect({ ...whom, rejectUnauthorized: true }, () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      resolve({
        daysLeft: (until - Date.now()) / dayMs,
        protocol: socket.getProtocol() ?? 'unknown protocol',
      });
      socket.end();
    });
    socket.setTimeout(connectMilliseconds, () => socket.destroy(new Error('no TLS in time')));
    socket.on('error', reject);
  });
}

/** An IP address is not a server name (RFC 6066, 3). */
const nameOf = (host: string) => (/^[\d.]+$|:/.test(host) ? '' : host);

/** Plain HTTP must get no response, or a redirect to HTTPS at the same name. */
async function plainFault(origin: URL, signal: AbortSignal): Promise<string | undefined> {
  const plain = new URL(`http://${origin.host}/`);
  try {
    const { status, headers } = await sendTo(plain, {}, signal);
    const to = headers['location'];
    if (status >= 400 || (status >= 300 && leadsHome(to, origin))) return undefined;
    const answered = status >= 300 && to ? `redirects to ${to}` : `responds with ${status}`;
    return `${plain.origin} ${answered} instead of redirecting to https://${origin.hostname}`;
  } catch {
    return undefined;
  }
}

/** @returns whether a redirect leads to HTTPS at the service's own name, on any port */
export function leadsHome(location: string | undefined, { hostname }: URL): boolean {
  const base = `http://${hostname}/`;
  if (location === undefined || !URL.canParse(location, base)) return false;
  const to = new URL(location, base);
  return to.protocol === 'https:' && to.hostname === hostname;
}
