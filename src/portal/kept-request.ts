/**
 * The request of the system that sent the person here, until they are back there: an invitation or a
 * new password comes by e-mail, whose link opens in another window.
 */
import { limit } from '../policy/limits.ts';
import { openidPaths } from '../policy/openid.ts';

const item = 'authorizing';

/** Without the address that the system expects, since others may use the browser too. */
export function keepRequest(request: string): void {
  const kept = new URLSearchParams(request);
  kept.delete('login_hint');
  localStorage.setItem(item, `${Date.now()} ${kept}`);
}

/** @returns the request's parameters, if one is under way */
export function keptRequest(): string | undefined {
  const [at, request] = localStorage.getItem(item)?.split(' ') ?? [];
  if (Date.now() - Number(at) < limit.signInAgainMinutes * 60_000) return request;
  dropRequest();
  return undefined;
}

/** @returns where to go on: back to the system, if one sent the person */
export const goOnAt = (otherwise: string): string =>
  keptRequest() ? `/${openidPaths.authorize}` : otherwise;

export function dropRequest(): void {
  localStorage.removeItem(item);
}
