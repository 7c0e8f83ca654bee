/** `npm start` prints everything a user needs: the addresses, and how to sign in. */
import { relative } from 'node:path';
import { offset } from './clock.ts';
import { demoPassword, demoUsers } from './demo-people.ts';
import type { LocalService } from './local-service.ts';
import type { StartOptions } from './start-options.ts';

/** @param manualUrl address of the demo's manual */
export async function startSummary(
  service: LocalService,
  options: StartOptions,
  manualUrl?: string,
): Promise<string> {
  const { url, portalUrl, mailbox, host } = service;
  const lines: [string, string][] = [
    ['Portal', portalUrl],
    ['API', `${url}/api/docs`],
    ['Mailbox', mailbox.url],
    ['Host key', host.masterKey],
    ['Data', options.folder ? relative('', options.folder) : 'in memory, not stored'],
  ];
  if (manualUrl) lines.splice(1, 0, ['Manual', manualUrl]);
  if (options.demo)
    lines.push(['Clock', `curl -X POST ${url}/local/clock -d '{"advance":"P30D"}'`]);
  if (offset() > 0) lines.push(['Time', `${new Date().toISOString()}, ahead of the real time`]);
  const shown = lines.map(([name, value]) => `  ${name.padEnd(9)}${value}`).join('\n');
  const next = await whoGetsIn(service, options);
  return `\nAccounts of the Employment Services Manual\n\n${shown}\n\n${next}\n\nCtrl-C stops everything.\n`;
}

async function whoGetsIn(service: LocalService, options: StartOptions): Promise<string> {
  const { portalUrl, mailbox, firstAdministrator } = service;
  const wayIn = await service.wayIn();
  if (wayIn.kind === 'activate')
    return `Activate the account of the first administrator, ${firstAdministrator}:\n  ${wayIn.link}`;
  if (wayIn.kind === 'none') {
    const search = `${mailbox.url}/?to=${encodeURIComponent(firstAdministrator)}`;
    return `The first administrator's invitation has not arrived yet. It will appear here:\n  ${search}`;
  }
  if (!options.demo) return `An administrator is active. Sign in here:\n  ${portalUrl}/sign-in`;
  const users = demoUsers(firstAdministrator).map(
    ([role, address]) => `  ${role.padEnd(14)}${address}`,
  );
  return [`Sign in at ${portalUrl}/sign-in as`, ...users, `  Password      ${demoPassword}`].join(
    '\n',
  );
}
