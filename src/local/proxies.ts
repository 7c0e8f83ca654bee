/** No proxy of the environment comes between the parts of the local service, or stops one half way. */
import { StartError } from './start-error.ts';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

const thisMachine = ['127.0.0.1', 'localhost', '::1'];

/** For `fetch`, which takes a proxy of the environment where `NODE_USE_ENV_PROXY` is set. */
export function exemptThisMachine(env: Record<string, string | undefined>): void {
  const others = env['no_proxy'] ?? env['NO_PROXY'];
  if (others === '*') return;
  const all = [...new Set([...(others ? others.split(',') : []), ...thisMachine])].join(',');
  Object.assign(env, { NO_PROXY: all, no_proxy: all });
}

/** @throws StartError without the value, which may hold a password */
export function assertProxies(given: Record<string, string | undefined>): void {
  for (const name of names.flatMap((upper) => [upper, upper.toLowerCase()])) {
    const value = given[name];
    if (value && !URL.canParse(value))
      throw new StartError(
        `The environment variable ${name} is no address: write it as http://HOST:PORT, or leave it out.`,
      );
  }
}
