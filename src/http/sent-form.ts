/**
 * OpenID Connect lets systems send a browser by POST (Core 1.0, 3.1.2.1). The form reaches the page
 * inside the page itself, so that nothing of it appears in an address.
 */

import { escapeHtml } from '../policy/escape-html.ts';
import { limit } from '../policy/limits.ts';
import { openidPaths } from '../policy/openid.ts';
import type { SentRequest } from './context.ts';

/** Whether the page at this path accepts a form. */
export const takesForm = (path: string): boolean =>
  path === `/${openidPaths.authorize}` || path === `/${openidPaths.endSession}`;

/** @returns the page with the form; without it if it is no form, or too large for any request */
export async function withSentForm(
  page: Uint8Array,
  request: SentRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type.trim());
  const form = isForm && text.length <= limit.openidRequestCharactersMax ? text : '';
  const element = `<meta name="sent-form" content="${escapeHtml(form)}">`;
  const html = new TextDecoder().decode(page).replace('</head>', () => `${element}</head>`);
  return new TextEncoder().encode(html);
}
