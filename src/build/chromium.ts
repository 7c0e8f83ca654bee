/**
 * Finds the browser for the portal's tests; on Debian, root can install it. Preferred is the headless
 * shell: a whole browser spends most of its time on a window that nobody sees.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const shell = '/usr/bin/chromium-headless-shell';
const wholeBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How long apt waits for another package manager to finish. */
const lockSeconds = 300;
/** apt does not wait for the lock on the package lists, so the command is retried. */
const tries = 5;
const pauseMs = 10_000;
const packagesTimeoutMs = 900_000;

/** @returns the browser's path @throws Error with an instruction if there is none */
export function chromiumPath(): string {
  const chosen = process.env['CHROMIUM'];
  if (chosen && !existsSync(chosen))
    throw new Error(`CHROMIUM is ${chosen}, which does not exist: set it to Chromium's path.`);
  const found = chosen || [shell, ...wholeBrowsers].find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    'Chromium is missing: apt-get install chromium-headless-shell, or set CHROMIUM to its path.',
  );
}

/** @returns whether installing gives the tests a faster browser than they have */
export function canBeFaster(): boolean {
  const able = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  return able && !process.env['CHROMIUM'] && !existsSync(shell);
}

/** @throws Error with an instruction if Chromium is still missing afterwards */
export async function installChromium(): Promise<void> {
  if (!canBeFaster()) return void chromiumPath();
  let reason = '';
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await wait(pauseMs);
    try {
      await aptGet('update', '-q');
      await aptGet('install', '-qy', '--no-install-recommends', 'chromium-headless-shell');
      return;
    } catch (error) {
      reason = lastLine(error);
      if (!/lock/i.test(reason)) break;
    }
  }
  // A whole browser does the same, more slowly.
  if (wholeBrowsers.some((path) => existsSync(path))) return;
  throw new Error(
    `Chromium is missing, and apt-get cannot install it (${reason}): install it, or set CHROMIUM to its path.`,
  );
}

async function aptGet(...args: string[]): Promise<void> {
  await run('apt-get', ['-o', `DPkg::Lock::Timeout=${lockSeconds}`, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: packagesTimeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  });
}

function lastLine(error: unknown): string {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return (output.trim() || String(error)).split('\n').at(-1) ?? '';
}
