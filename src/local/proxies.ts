/** A proxy of the environment that is no address is named before it stops a request half way. */
import { StartError } from './start-error.ts';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

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
