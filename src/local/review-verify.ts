/** `npm run review:verify` tells whether an exported review is as the service signed it. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { detachedType } from '../reviews/detached-signature.ts';
import { StartError } from './start-error.ts';

const usage = `npm run review:verify -- --csv FILE --signature FILE --keys URL|FILE

Verifies an exported review; ends with status 1 if it differs from what the service signed.

  --csv FILE        the list, exactly as it was saved
  --signature FILE  the signature that was saved with it
  --keys URL|FILE   https://HOST/.well-known/jwks.json, or a copy of it kept with the evidence
  --help            show this
`;

const headerShape = z.object({ alg: z.literal('ES256'), typ: z.string(), kid: z.string() });
const keysShape = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function main(args: string[]): Promise<void> {
  const { csv, signature, keys, help } = options(args);
  if (help) return void process.stdout.write(usage);
  if (!csv || !signature || !keys)
    throw new StartError(
      'Give --csv, --signature and --keys. See npm run review:verify -- --help.',
    );
  const intact = isIntact(read(csv), read(signature).toString().trim(), await readKeys(keys));
  process.stdout.write(
    intact ? 'The review is as the service signed it.\n' : 'The signature does not fit.\n',
  );
  if (!intact) process.exitCode = 1;
}

function isIntact(csv: Buffer, signature: string, { keys }: z.output<typeof keysShape>): boolean {
  const [head = '', payload, signed = '', ...rest] = signature.split('.');
  if (payload !== '' || rest.length > 0) return false;
  const header = headerShape.safeParse(parsed(Buffer.from(head, 'base64url').toString())).data;
  const jwk = keys.find(({ kid }) => kid === header?.kid);
  if (!header || header.typ !== detachedType) return false;
  if (!jwk)
    throw new StartError(
      `The keys lack ${header.kid}: they may have been replaced. Use a copy from the day of the export.`,
    );
  const text = Buffer.from(`${head}.${csv.toString('base64url')}`);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const bytes = Buffer.from(signed, 'base64url');
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

async function readKeys(from: string) {
  const isUrl = /^https?:\/\//.test(from);
  const text = isUrl ? await fetched(from) : read(from).toString();
  const found = keysShape.safeParse(parsed(text)).data;
  if (!found) throw new StartError(`--keys ${from}: this is no set of keys (JWKS).`);
  return found;
}

async function fetched(url: string): Promise<string> {
  try {
    return await (await fetch(url)).text();
  } catch {
    throw new StartError(`--keys ${url}: the address does not answer.`);
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new StartError(`${path} cannot be read.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function options(args: string[]) {
  const text = { type: 'string' } as const;
  const flags = { csv: text, signature: text, keys: text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options: flags }).values;
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new StartError(`${first?.replace(/\.$/, '')}. See npm run review:verify -- --help.`);
  }
}
