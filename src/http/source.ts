/** Names where a request comes from: one name for everything that one line or network can send from. */
import { isIP, isIPv4, isIPv6 } from 'node:net';

/** All requests without an address that can be read count as one source. */
const unknown = 'unknown';

/** A subscriber gets at least so much of IPv6, and chooses the rest freely (RFC 6177, RFC 7934). */
const networkGroups = 4;

/**
 * Azure's front end appends the caller's address; whatever stands before it is the caller's word.
 * @param forwarded the header `X-Forwarded-For`: addresses with or without a port
 * @returns an IPv4 address, or the network (/64) of an IPv6 address
 */
export function sourceOf(forwarded: string | null): string {
  const last = (forwarded ?? '').split(',').at(-1)?.trim() ?? '';
  const address = withoutPort(last).replace(/%.*$/, '');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return unknown;
  const groups = groupsOf(address);
  return embeddedIPv4(groups) ?? `${groups.slice(0, networkGroups).join(':')}::/64`;
}

/** `[v6]:port`, `[v6]`, `v4:port`; a bare IPv6 address has no port, and keeps its last group. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed;
  return isIP(text.replace(/%.*$/, '')) ? text : text.replace(/:\d+$/, '');
}

/** @returns the eight groups in hexadecimal, without leading zeros */
function groupsOf(address: string): string[] {
  const spelled = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = spelled.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}

/** @returns the IPv4 address that `::ffff:a.b.c.d` stands for (RFC 4291) */
function embeddedIPv4(groups: readonly string[]): string | undefined {
  if (!groups.join(':').startsWith('0:0:0:0:0:ffff:')) return undefined;
  const bytes = groups.slice(6).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bytes.join('.');
}
