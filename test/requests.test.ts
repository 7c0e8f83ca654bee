/** Each operation asks storage for no more than the README says, counted on the wire. */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { directoryKey } from '../src/store/keys-of.ts';
import { write } from '../src/store/tables.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { goodPassword, type Service, startService } from './harness.ts';

let behind: Service;
let service: Service;
let proxy: Awaited<ReturnType<typeof startCountingProxy>>;
let admin: Client;
let primary: Client;
let organizationId: string;

const people = 10_000;
const organizations = 20;

beforeAll(async () => {
  behind = await startService();
  proxy = await startCountingProxy(behind.connectionString);
  service = await startService({ ...behind, connectionString: proxy.connectionString });
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  const joined = await service.join(admin, 'primary@espoo.fi', organizationId, 'primary_user');
  primary = joined.client;
  await fillDirectory();
}, 120_000);

afterAll(async () => {
  proxy.stop();
  await service.stop();
  await behind.stop();
});

type Row = { name: string; most: number; inSequenceMost?: number; work: () => Promise<unknown> };

const invitee = () => ({
  email: `${randomUUID()}@espoo.fi`,
  firstName: 'Uusi',
  lastName: 'Ihminen',
  organizationId,
  role: 'expert' as const,
  language: 'fi' as const,
});

const credentials = { email: 'primary@espoo.fi', password: goodPassword };

/** `most` is the promise; the table shows what was counted. */
const rows = (): Row[] => [
  {
    name: 'sign in',
    most: 7,
    inSequenceMost: 4,
    work: () => service.client().signIn({ body: credentials }),
  },
  {
    name: 'refresh',
    most: 2,
    work: () => primary.refresh({ body: { refreshToken: primary.tokens.refresh } }),
  },
  { name: 'read my account (`me`)', most: 1, work: () => primary.me() },
  {
    name: 'a page of 50 people of an organization',
    most: 2,
    work: () => primary.searchUsers({ body: {} }),
  },
  {
    name: `a page across all organizations, searched and sorted, at ${people.toLocaleString('en')} people`,
    most: 12,
    work: () => admin.searchUsers({ body: { text: 'virt', sort: 'email' } }),
  },
  {
    name: 'a question of events, itself an event',
    most: 3,
    inSequenceMost: 2,
    work: () => admin.listEvents({}),
  },
  {
    name: 'the people offered to an organization, when nobody is',
    most: 3,
    work: () => primary.listOffers({}),
  },
  { name: 'invite', most: 9, work: () => primary.createInvitation({ body: invitee() }) },
];

test('no operation asks storage for more than it promises, and the README says so', async () => {
  // Once without counting: connections, keys and the month's journal are there afterwards.
  for (const row of rows()) await row.work();
  const lines = ['| Operation | Requests | One after the other |', '| --- | --- | --- |'];
  for (const row of rows()) {
    const { requests, inSequence } = await proxy.count(row.work);
    expect(requests, row.name).toBeGreaterThan(0);
    expect(requests, row.name).toBeLessThanOrEqual(row.most);
    expect(inSequence, row.name).toBeLessThanOrEqual(row.inSequenceMost ?? row.most);
    lines.push(
      `| ${row.name} | ${requests} | ${row.inSequenceMost ? `≤ ${row.inSequenceMost}` : ''} |`,
    );
  }
  const readme = readFileSync('README.md', 'utf8');
  const printed = readme.replace(
    /<!-- begin requests -->[\s\S]*<!-- end requests -->/,
    `<!-- begin requests -->\n${lines.join('\n')}\n<!-- end requests -->`,
  );
  if (process.env['PRINT_README']) writeFileSync('README.md', printed);
  else
    expect(readme, 'stale: PRINT_README=1 npm run test:only -- test/requests.test.ts').toBe(
      printed,
    );
});

/** People of other organizations, as the directory keeps them. */
async function fillDirectory(): Promise<void> {
  const table = await behind.deps.store.table('directory');
  const at = behind.clock.iso;
  for (let place = 0; place < organizations; place++) {
    const elsewhere = randomUUID();
    const each = Array.from({ length: people / organizations }, (_, index) => ({
      do: 'put' as const,
      key: directoryKey(elsewhere, randomUUID()),
      row: {
        firstName: 'Aino',
        lastName: index % 7 === 0 ? 'Virtanen' : 'Korhonen',
        email: `person${index}.${place}@example.fi`,
        language: 'fi',
        organizationId: elsewhere,
        role: 'expert',
        revision: 2,
        invitedAt: at,
        activatedAt: at,
        lastActivityAt: at,
      },
    }));
    for (let from = 0; from < each.length; from += 100)
      await write(table, each.slice(from, from + 100));
  }
}
