/** The secret of a mail's link: read once from the fragment, gone from the address bar at once. */

let token: string | undefined;

/** Runs before anything else, so that neither the history nor a screenshot keeps the secret. */
export function takeLinkToken(): void {
  if (location.hash.length < 2) return;
  token = location.hash.slice(1);
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** @returns the secret with which the page was opened; undefined after it was used or reloaded */
export function linkToken(): string | undefined {
  return token;
}

/** Forgets the secret once it has done its work. */
export function forgetLinkToken(): void {
  token = undefined;
}

// The window stays on the page when somebody opens another link from a mail in it.
if (typeof window !== 'undefined')
  window.addEventListener('hashchange', () => {
    if (location.hash.length > 40) location.reload();
  });
