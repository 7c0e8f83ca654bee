/** What a connected system sent with the browser: a query, or a form that the service put on the page. */

/** The name of the `meta` element, see http/sent-form.ts. */
const element = 'meta[name="sent-form"]';

/** @returns the parameters as they arrived, encoded */
export function sentParameters(): string {
  const form = document.querySelector(element)?.getAttribute('content');
  return form ?? location.search.slice(1);
}
