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

/** RFC 6890: networks that the internet does not route, and those of a machine itself. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6');

/** @param address IPv4 or IPv6; an IPv4 address within IPv6 counts as what it stands for */
export const isPrivateAddress = (address: string): boolean =>
  notPublic.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
