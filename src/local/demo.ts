/** Fills a running service through its API: 4 organizations, 60 people, all roles and states. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient, ProblemError } from '../client/client.ts';
import type { Language } from '../policy/languages.ts';
import { type DemoPerson, demoPassword, demoPeople, organizationNames } from './demo-people.ts';

type Demo = {
  serviceUrl: string;
  mailboxUrl: string;
  /** Address of the invited first administrator. */
  firstAdministrator: string;
  report: (text: string) => void;
};

const atOnceMax = 4;
const mailWaitMs = 20_000;
const busyWaitMs = 1_000;

const found = z.object({ messages: z.array(z.object({ text: z.string() })) });

export async function seedDemo(demo: Demo): Promise<void> {
  const { serviceUrl, mailboxUrl, firstAdministrator, report } = demo;
  const token = await tokenFor(mailboxUrl, firstAdministrator);
  const admin = await activate(serviceUrl, token, 'fi');
  const organizationIds: string[] = [];
  for (const name of organizationNames) {
    const { organizationId } = await admin.createOrganization({ body: { name, language: 'fi' } });
    organizationIds.push(organizationId);
  }
  report(
    `Filling the service: ${organizationNames.length} organizations, ${demoPeople.length + 1} people …`,
  );
  for (let from = 0; from < demoPeople.length; from += atOnceMax)
    await Promise.all(
      demoPeople
        .slice(from, from + atOnceMax)
        .map((person) => add(admin, person, organizationIds[person.organization], demo)),
    );
}

async function add(
  admin: Client,
  person: DemoPerson,
  organizationId: string | undefined,
  { serviceUrl, mailboxUrl }: Demo,
): Promise<void> {
  if (organizationId === undefined) throw new Error('the demo lacks an organization');
  const { email, firstName, lastName, role, language, state } = person;
  const invitation = { email, firstName, lastName, organizationId, role, language };
  const { userId } = await admin.createInvitation({ body: invitation });
  if (state === 'invited') return;
  await activate(serviceUrl, await tokenFor(mailboxUrl, email), language);
  const params = { userId };
  const ifMatch = (await admin.readUser({ params })).etag;
  if (state === 'erased') await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch });
  else if (state === 'deactivated') await admin.deactivateUser({ params, body: {}, ifMatch });
  else if (role === 'expert') {
    const employmentEndsOn = `${new Date().getFullYear() + 1}-06-30`;
    await admin.changeUser({ params, body: { employmentEndsOn }, ifMatch });
  }
}

async function activate(serviceUrl: string, token: string, language: Language): Promise<Client> {
  const client = createClient(serviceUrl);
  const body = { token, password: demoPassword, language, privacyNoticeRead: true } as const;
  for (;;) {
    try {
      await client.activate({ body });
      return client;
    } catch (error) {
      // A slow machine hashes passwords more slowly than the demo sends them.
      if (!(error instanceof ProblemError && error.code === 'busy')) throw error;
      await wait(busyWaitMs);
    }
  }
}

/** Waits for an e-mail to the address. @returns the secret in the newest e-mail's link */
async function tokenFor(mailboxUrl: string, address: string): Promise<string> {
  const until = performance.now() + mailWaitMs;
  while (performance.now() < until) {
    const answer = await fetch(`${mailboxUrl}/mailbox/messages?to=${encodeURIComponent(address)}`);
    const [newest] = found.parse(await answer.json()).messages;
    const token = /#(\S+)/.exec(newest?.text ?? '')?.[1];
    if (token) return token;
    await wait(100);
  }
  throw new Error('the e-mail with the link did not arrive: see the errors in the terminal');
}
