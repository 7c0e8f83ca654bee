/** The secret in an e-mail's link: read once from the fragment, then removed from the address bar. */

let token: string | undefined;

/** Runs first, so that neither the history nor a screenshot contains the secret. */
export function takeLinkToken(): void {
  if (location.hash.length < 2) return;
  token = location.hash.slice(1);
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** @returns the secret that opened the page; undefined after use or a reload */
export function linkToken(): string | undefined {
  return token;
}

/** For a link that a response contained instead of an e-mail. */
export function holdLinkToken(given: string): void {
  token = given;
}

/** Discards the secret after use. */
export function forgetLinkToken(): void {
  token = undefined;
}

// Opening another e-mail link in the same window changes only the fragment.
if (typeof window !== 'undefined')
  window.addEventListener('hashchange', () => {
    if (location.hash.length > 40) location.reload();
  });
