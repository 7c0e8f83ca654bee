/** Finds a browser for the tests; installs Debian's where none is there and that is possible. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws Error that says how to install one by hand */
export function chromiumPath(): string {
  const found = installed();
  if (found) return found;
  for (const command of [
    'apt-get update -q',
    'apt-get install -qy --no-install-recommends chromium',
  ])
    spawnSync('sh', ['-c', `DEBIAN_FRONTEND=noninteractive ${command}`], { stdio: 'inherit' });
  const now = installed();
  if (now) return now;
  throw new Error(
    'The tests of the portal need Chromium: apt-get install chromium, or set CHROMIUM to its path.',
  );
}

/** The sandbox wants rights that test machines often don't give. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}

function installed(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...places].find((path) => path !== '' && existsSync(path));
}
