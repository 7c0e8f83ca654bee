/** Names carry no web address: mail clients turn one into a link that looks like ours. */
import { asSeen } from './clean-text.ts';
import { onFirstUse } from './on-first-use.ts';

/** Dots and slashes of other scripts that browsers or readers take for the usual ones. */
const dots = /[\u3002\uFE12\u06D4\u2024\u0701\u0702\uA60E]/gu;
const slashes = /[\\\u2044\u2215\u29F8\u2571]/gu;

const label = '[\\p{L}\\p{M}\\p{N}-]';
const patterns = onFirstUse(() => [
  /\/\//u,
  /(?<!\p{L})www\d*\./u,
  /(?<!\p{L})(https?|ftp|mailto|javascript|data|file|tel|sms):/u,
  // Two words that only a dot separates, as in `evil.com`; initials have one letter each.
  new RegExp(`${label}{2,}\\.(?=\\p{L})${label}{2,}`, 'u'),
  // One letter before the dot is an initial, unless a path, a port or a usual ending follows.
  new RegExp(`${label}\\.(?=\\p{L})${label}{2,}(/|:\\d)`, 'u'),
  new RegExp(
    `(?<!${label})${label}\\.(com|net|org|info|biz|app|dev|io|co|eu|me|fi|se|ax|ee|ru|xyz|top)(?!${label})`,
    'u',
  ),
  /\d{1,3}(\.\d{1,3}){3}/u,
]);

/** @returns whether a mail client or a reader could take a part of the text for a web address */
export function hasWebAddress(text: string): boolean {
  const seen = asSeen(text).replaceAll(dots, '.').replaceAll(slashes, '/').toLowerCase();
  return patterns().some((pattern) => pattern.test(seen));
}
