/** Fills a running service through its API: 4 organizations, 60 people in every role and state. */
import { z } from 'zod';
import { type Client, createClient } from '../client/client.ts';
import type { Role } from '../policy/roles.ts';

type Demo = {
  serviceUrl: string;
  mailboxUrl: string;
  /** Address of the invited first administrator. */
  firstAdministrator: string;
  report: (text: string) => void;
};

const demoPassword = 'demo password of the manual';

const organizationNames = ['Esimerkkilä', 'Mallikylä', 'Näyttelä', 'Koekaupunki'] as const;
const firstNames = ['Aino', 'Eero', 'Helmi', 'Ilmari', 'Liisa', 'Oskar', 'Saga', 'Toivo'] as const;
const lastNames = ['Virtanen', 'Nieminen', 'Lindqvist', 'Mäkelä', 'Sjöberg', 'Öhman'] as const;
const languages = ['fi', 'fi', 'sv', 'en'] as const;

/** With the first administrator they are 60. */
const peopleCount = 59;
const atOnceMax = 4;
const mailWaitMs = 20_000;

const found = z.object({ messages: z.array(z.object({ text: z.string() })) });

/** People stay invited, are deactivated or erased by turns; an invitation expires with the clock. */
const states = [
  'active',
  'active',
  'active',
  'deactivated',
  'active',
  'invited',
  'active',
] as const;

export async function seedDemo(demo: Demo): Promise<void> {
  const { serviceUrl, mailboxUrl, firstAdministrator, report } = demo;
  const join = (token: string) => activate(serviceUrl, token);
  const admin = await join(await tokenFor(mailboxUrl, firstAdministrator));
  const places: string[] = [];
  for (const name of organizationNames) {
    const { organizationId } = await admin.createOrganization({ body: { name, language: 'fi' } });
    places.push(organizationId);
  }
  report(
    `Filling the service: ${organizationNames.length} organizations, ${peopleCount + 1} people …`,
  );
  const numbers = Array.from({ length: peopleCount }, (_, number) => number);
  for (let from = 0; from < numbers.length; from += atOnceMax)
    await Promise.all(
      numbers
        .slice(from, from + atOnceMax)
        .map((number) => add(admin, number, places, join, mailboxUrl)),
    );
  report(`Everybody signs in with the password: ${demoPassword}`);
  report(`The administrator is ${firstAdministrator}; a primary user is ${emailOf(0)}`);
}

async function add(
  admin: Client,
  number: number,
  places: readonly string[],
  join: (token: string) => Promise<Client>,
  mailboxUrl: string,
): Promise<void> {
  const role: Role =
    number < 8 ? 'primary_user' : number === 8 ? 'admin' : number % 3 ? 'editor' : 'expert';
  const email = emailOf(number);
  const { userId } = await admin.createInvitation({
    body: {
      email,
      firstName: pick(firstNames, number),
      lastName: pick(lastNames, number),
      organizationId: pick(places, number),
      role,
      language: pick(languages, number),
    },
  });
  const state = number < 8 ? 'active' : pick(states, number);
  if (state === 'invited') return;
  await join(await tokenFor(mailboxUrl, email));
  const read = async () => (await admin.readUser({ params: { userId } })).etag;
  if (number === 20)
    await admin.eraseUser({
      params: { userId },
      body: { confirm: 'erase' },
      ifMatch: await read(),
    });
  else if (state === 'deactivated')
    await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: await read() });
  else if (role === 'expert')
    await admin.changeUser({
      params: { userId },
      body: { employmentEndsOn: `${new Date().getFullYear() + 1}-06-30` },
      ifMatch: await read(),
    });
}

function emailOf(number: number): string {
  const domain = plain(pick(organizationNames, number));
  return `${plain(pick(firstNames, number))}.${plain(pick(lastNames, number))}.${number}@${domain}.example`;
}

/** Addresses are in letters that every mail system knows. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new Error('a list of the demo is empty');
  return item;
}

async function activate(serviceUrl: string, token: string): Promise<Client> {
  const client = createClient(serviceUrl);
  await client.activate({
    body: { token, password: demoPassword, language: 'fi', privacyNoticeRead: true },
  });
  return client;
}

/** @returns the secret of the newest mail's link, as soon as the mail has come */
async function tokenFor(mailboxUrl: string, address: string): Promise<string> {
  const until = performance.now() + mailWaitMs;
  while (performance.now() < until) {
    const answer = await fetch(`${mailboxUrl}/mailbox/messages?to=${encodeURIComponent(address)}`);
    const [newest] = found.parse(await answer.json()).messages;
    const token = /#(\S+)/.exec(newest?.text ?? '')?.[1];
    if (token) return token;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the mail with the link did not come: see the terminal for what went wrong');
}
