/** The flags of `npm run smoke`; an invalid call gets a one-line error and the usage. */
import { parseArgs } from 'node:util';

export const usage = `npm run smoke -- --url URL

Checks a running service, here or deployed, without signing in and without changing anything:
every route, health, keys, API description, portal, security headers and TLS.

  --url URL  where the service is, such as https://accounts.example.fi
  --help     show this

Exit code: 0 all is well, 1 something is not, 2 a wrong call.
`;

/** Invalid flags. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** @returns the service's origin, or `help` @throws UsageError */
export function parseSmokeOptions(args: readonly string[]): URL | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  if (values.url === undefined) throw new UsageError('--url is missing');
  if (!URL.canParse(values.url)) throw new UsageError(`--url ${values.url}: is no address`);
  const url = new URL(values.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new UsageError(`--url ${values.url}: must begin with https:// or http://`);
  if (url.username || url.password) throw new UsageError('--url: leave name and password out');
  if (url.pathname !== '/' || url.search || url.hash)
    throw new UsageError(`--url ${values.url}: give the address alone, ${url.origin}`);
  return url;
}

function parse(args: readonly string[]) {
  try {
    const options = { url: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new UsageError(first);
  }
}
