/** One Bicep compiler answers all requests of a process: starting takes it longer than most answers. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { bicepProgram } from '../../src/build/bicep-compiler.ts';

/** What the parameter files read from the environment. */
export const masterKey = Buffer.alloc(32, 7).toString('base64');

const answer = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string(), data: z.unknown() }).optional(),
});

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };
type Compiler = { ask(method: string, params: object): Promise<unknown>; end(): void };

let compiler: Promise<Compiler> | undefined;

/**
 * @param method of the compiler's protocol, such as `bicep/format`
 * @returns its result @throws Error with the compiler's own words
 */
export async function askCompiler(method: string, params: object): Promise<unknown> {
  compiler ??= start();
  return (await compiler).ask(method, params);
}

/** Lets the compiler end, and with it the process that asked. */
export async function endCompiler(): Promise<void> {
  (await compiler)?.end();
  compiler = undefined;
}

async function start(): Promise<Compiler> {
  const child = spawn(await bicepProgram(), ['jsonrpc', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Collecting profiles for faster code pays only for programs that run for long.
    env: { ...process.env, MASTER_KEY: masterKey, DOTNET_TieredPGO: '0' },
  });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  readMessages(child.stdout, (text) => {
    const { id, result, error } = answer.parse(JSON.parse(text));
    if (error) waiting.get(id)?.reject(new Error(`bicep: ${error.message}`));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  const failed = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
  };
  child.once('error', failed);
  child.once('close', (code) => failed(new Error(`the compiler ended with ${code}`)));
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        const text = JSON.stringify({ jsonrpc: '2.0', id: asked, method, params: [params] });
        child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      }),
    end: () => child.stdin.end(),
  };
}

/** Each message is preceded by a header that says how many bytes it has. */
function readMessages(from: Readable, take: (text: string) => void): void {
  let rest = Buffer.alloc(0);
  from.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const begin = rest.indexOf('\r\n\r\n') + 4;
      if (begin < 4) return;
      const [, bytes] = /Content-Length: (\d+)/i.exec(rest.toString('latin1', 0, begin)) ?? [];
      const end = begin + Number(bytes);
      if (rest.length < end) return;
      take(rest.toString('utf8', begin, end));
      rest = rest.subarray(end);
    }
  });
}
