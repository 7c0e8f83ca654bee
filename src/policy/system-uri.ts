/** Addresses of connected systems: exact, https except on this machine, never a private network. */
import { BlockList, isIP } from 'node:net';

const printable = /^[\x21-\x7e]+$/;

/** @returns why a browser must not be sent there, or undefined (RFC 9700, 2.1 and 4.1) */
export function redirectUriFault(uri: string): string | undefined {
  if (!printable.test(uri) || /[\\*]/.test(uri) || !URL.canParse(uri))
    return 'must be an absolute address without wildcards or spaces';
  const { protocol, username, password, hostname } = new URL(uri);
  if (uri.includes('#')) return 'must not have a fragment';
  if (username || password) return 'must not contain a user or password';
  if (!/^https?:\/\/[^/]/i.test(uri)) return 'must begin with https://';
  if (protocol === 'http:' && !isLoopback(hostname))
    return 'must begin with https://; http:// is for this machine only';
  return undefined;
}

/** @returns why the service must not call it, or undefined */
export function backchannelUriFault(uri: string): string | undefined {
  const fault = redirectUriFault(uri);
  if (fault) return fault;
  const { hostname } = new URL(uri);
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) && !isLoopback(hostname) && isPrivateAddress(address))
    return 'must not be an address of a private network';
  return undefined;
}

/** @param hostname in the form of `URL.hostname` */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * Networks that the internet does not route, and those of a machine itself: IANA's registries of
 * special-purpose addresses (RFC 6890), and the address of Azure's own services.
 */
const notPublic4 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic4.addSubnet(network, prefix, 'ipv4');
// A list of both would count every IPv4 address as one within ::/3.
const notPublic6 = new BlockList();
// Everything outside 2000::/3, and within it what stands for another address or for none.
for (const [network, prefix] of [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
] as const)
  notPublic6.addSubnet(network, prefix, 'ipv6');

/** @param address IPv4 or IPv6; an IPv4 address within IPv6 is never public */
export const isPrivateAddress = (address: string): boolean =>
  isIP(address) === 6 ? notPublic6.check(address, 'ipv6') : notPublic4.check(address, 'ipv4');
