/** Runs one of the checks' tools to completion, from the project's root. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type Ended = { ok: boolean; output: string; seconds: number };

/**
 * @param command a command of `node_modules/.bin`, or `node` and a file, with its arguments
 * @param shown whether output goes straight to the terminal, which leaves `output` empty
 */
export async function runTool(command: readonly string[], shown = false): Promise<Ended> {
  const [tool = '', ...args] = command;
  const begun = Date.now();
  const program = tool === 'node' ? process.execPath : join(root, 'node_modules', '.bin', tool);
  const child = spawn(program, args, {
    cwd: root,
    stdio: shown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ok = await new Promise<boolean>((done) => {
    child.once('error', (error) => {
      output += error.message;
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
  return { ok, output: output.trim(), seconds: Math.round((Date.now() - begun) / 1_000) };
}
