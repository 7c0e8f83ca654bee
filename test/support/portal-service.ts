/** Runs the built service with storage and mailbox, and a browser that uses it like a person. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createClient } from '../../src/client/client.ts';
import { findWayIn } from '../../src/local/first-administrator.ts';
import { startHost } from '../../src/local/host.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { masterKey } from '../../src/local/master-key.ts';
import { parseSettings } from '../../src/settings.ts';
import { askBundle } from './ask-supplies.ts';
import { launchChromium } from './chromium.ts';
import { claimPort } from './claim-port.ts';
import { freshAccount } from './storage.ts';

export const password = 'seven green herons wade';

/** Longer than any step takes on a loaded machine; a timeout names what was awaited. */
const waitMilliseconds = 30_000;

const { outdir } = await askBundle();

/** One for all services of this process, with which it ends: starting one takes longer than most tests. */
let browser: Promise<Browser> | undefined;

export type PortalService = Awaited<ReturnType<typeof startPortalService>>;

/**
 * @param env settings that override the local ones
 * @param hostName host in the browser's address; passkeys need a name instead of an IP address
 */
export async function startPortalService(env: Record<string, string> = {}, hostName = '127.0.0.1') {
  const { connectionString } = await freshAccount();
  const mailbox = await startMailbox();
  const port = await claimPort();
  const publicUrl = `http://${hostName}:${port}`;
  const settings = localSettings(
    {
      publicUrl,
      storageConnection: connectionString,
      mailConnection: mailbox.connectionString,
      masterKey: masterKey(undefined, process.env),
    },
    process.env,
  );
  const host = await startHost({
    bundlePath: join(outdir, 'main.cjs'),
    env: { ...settings, HASH_COST: '4', PERSON_REQUESTS_PER_MINUTE: '1000000', ...env },
    port,
    storageConnectionString: connectionString,
  });
  const email = settings.FIRST_ADMIN_EMAIL;
  browser ??= launchChromium();
  const chromium = await browser;
  const contexts: BrowserContext[] = [];

  /** @returns the link in the newest e-mail to the address */
  async function linkFor(address: string): Promise<string> {
    await host.idle();
    const [newest] = await mailbox.messages(address);
    const link = /https?:\/\/\S+/.exec(newest?.text ?? '')?.[0];
    if (!link) throw new Error(`no e-mail with a link to ${address}`);
    return link;
  }

  /** Opens a browser window without shared cookies, with the given language and width. */
  async function openWindow(language: 'fi' | 'sv' | 'en' = 'fi', width = 1280): Promise<Page> {
    const context = await chromium.newContext({
      baseURL: publicUrl,
      locale: language,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    contexts.push(context);
    context.setDefaultTimeout(waitMilliseconds);
    return context.newPage();
  }

  /** @returns the first administrator's activation link */
  async function invitationOfFirst(): Promise<string> {
    await findWayIn({ host, mailbox, storageConnection: connectionString, email });
    return linkFor(email);
  }

  /** Activates the first administrator over the API. */
  async function administrator() {
    const client = createClient(publicUrl);
    const token = (await invitationOfFirst()).split('#')[1] ?? '';
    const body = { token, password, language: 'fi', privacyNoticeRead: true } as const;
    await client.activate({ body });
    return client;
  }

  return {
    url: publicUrl,
    /** As the service itself reads them. */
    settings: parseSettings(settings),
    host,
    mailbox,
    firstAdministrator: email,
    linkFor,
    openWindow,
    invitationOfFirst,
    administrator,
    async stop() {
      await Promise.all(contexts.map((context) => context.close()));
      await host.stop();
      await mailbox.stop();
    },
  };
}
