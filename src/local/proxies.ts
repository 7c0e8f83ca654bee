/** The environment's proxy settings cannot come between the local parts or break a start midway. */
import { StartError } from './start-error.ts';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

const thisMachine = ['127.0.0.1', 'localhost', '::1'];

/** For `fetch`, which uses the environment's proxy if `NODE_USE_ENV_PROXY` is set. */
export function exemptThisMachine(env: Record<string, string | undefined>): void {
  const others = env['no_proxy'] ?? env['NO_PROXY'];
  if (others === '*') return;
  const all = [...new Set([...(others ? others.split(',') : []), ...thisMachine])].join(',');
  Object.assign(env, { NO_PROXY: all, no_proxy: all });
}

/** @throws StartError that omits the value, since it may contain a password */
export function assertProxies(given: Record<string, string | undefined>): void {
  for (const name of names.flatMap((upper) => [upper, upper.toLowerCase()])) {
    const value = given[name];
    if (value && !URL.canParse(value))
      throw new StartError(
        `The environment variable ${name} is not an address: write it as http://HOST:PORT, or unset it.`,
      );
  }
}
