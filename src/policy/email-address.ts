/** Gives each e-mail address and domain one spelling, however people type or paste it. */
import { domainToUnicode } from 'node:url';
import { cleanText } from './clean-text.ts';
import { limit } from './limits.ts';
import { onFirstUse } from './on-first-use.ts';

/** An atom of RFC 5322, section 3.2.3; not every mail server accepts letters beyond ASCII. */
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(\\.${atom})*$`);

/** A label of RFC 1123, section 2.1, and the last one, which is never a number. */
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const lastLabel = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** A host name in any script: letters, marks, digits, hyphens, dots and joiners. */
const hostName = onFirstUse(() => /^(?:[\p{L}\p{M}\p{N}.\u3002\uFF61\u00B7-]|\u200C|\u200D)+$/u);

/**
 * @param text as pasted: `Name <anna@kunta.fi>`, `mailto:…`, with a semicolon or invisible
 *   characters
 * @returns the address, its domain in lower case and ASCII (RFC 5891), or the text if it is no
 *   address
 */
export function cleanAddress(text: string): string {
  if (text.length > limit.rawTextCharactersMax) return text;
  const inner = /<([^<>]*)>[\s;,.]*$/.exec(text);
  // If there are several addresses, none is chosen.
  const only = inner && !text.slice(0, inner.index).includes('<') ? (inner[1] ?? '') : text;
  const plain = asciiWidth(cleanText(only))
    .replace(/^mailto:([^?]*).*$/i, '$1')
    .replaceAll(/^["“”„]+|["“”;,.]+$/g, '')
    .replaceAll(/[’‘ʼ]/g, "'");
  const at = plain.lastIndexOf('@');
  if (at < 0) return plain.toLowerCase();
  const local = plain.slice(0, at);
  const domain = plain.slice(at + 1);
  // Letters beyond ASCII are kept and refused: folding could turn them into another address.
  return `${localPart.test(local) ? local.toLowerCase() : local}@${domainToAscii(domain) ?? domain}`;
}

/** @returns what is wrong with a cleaned address, or undefined */
export function addressFault(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1) return 'must be an e-mail address such as name@example.fi';
  if (local.length > limit.localPartCharactersMax)
    return `must have at most ${limit.localPartCharactersMax} characters before the @`;
  if (!localPart.test(local))
    return 'must have letters a–z, digits or signs such as . - _ + before the @';
  if (!isDomain(address.slice(at + 1))) return 'must have a domain such as example.fi after the @';
  return undefined;
}

/** @returns the domain as typed or pasted (`@Kunta.fi`), in lower case and ASCII if it is valid */
export function cleanDomain(text: string): string {
  const plain = asciiWidth(cleanText(text)).replace(/^@/, '').replace(/\.$/, '');
  return domainToAscii(plain) ?? plain.toLowerCase();
}

/** @param domain in lower case and ASCII @returns whether a mail server can have this name */
export function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return (
    domain.length <= limit.domainCharactersMax &&
    labels.length > 1 &&
    labels.every((each) => label.test(each)) &&
    lastLabel.test(labels.at(-1) ?? '') &&
    // Node.js accepts labels in ASCII unread, even those that encode nothing: `xn--anna`.
    domainToAscii(domainToUnicode(domain)) === domain &&
    !/(^|\.)xn--/.test(domainToUnicode(domain))
  );
}

/** @returns undefined for an impossible host name (UTS #46, as browsers apply it) */
function domainToAscii(domain: string): string | undefined {
  if (!hostName().test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  return new URL(`http://${domain}`).hostname;
}

/** Chinese and Japanese input methods produce ＠ and ． in full width. */
function asciiWidth(text: string): string {
  return text.replaceAll(/[\uFF01-\uFF5E]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}
