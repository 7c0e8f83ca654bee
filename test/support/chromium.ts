/** Starts the browser of the tests; fetching one is not theirs, see src/build/fetch-tools.ts. */
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../src/build/chromium.ts';

/** The sandbox wants rights that test machines often don't give. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}
