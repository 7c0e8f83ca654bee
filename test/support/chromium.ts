/** Starts the browser for tests, which src/build/fetch-tools.ts has installed. */
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../src/build/chromium.ts';

/** Without the sandbox, which needs rights that test machines often lack. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}
