/** Where to report a vulnerability, for people and machines (RFC 9116). */
import { dayMs, laterBy } from '../policy/time.ts';

/** The standard recommends less than a year, so that a contact nobody reads any more expires. */
const validDays = 180;

/**
 * @param contact an e-mail address or the URL of a page
 * @param now an instant in ISO form
 */
export function securityTxt(publicUrl: string, contact: string, now: string): string {
  const expires = laterBy(now, validDays * dayMs);
  const lines = [
    `Contact: ${contact.includes('://') ? contact : `mailto:${contact}`}`,
    `Expires: ${expires}`,
    'Preferred-Languages: fi, sv, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
  ];
  return `${lines.join('\n')}\n`;
}
