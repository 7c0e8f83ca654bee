/** One of many clients: performs random operations, retries, and records what was acknowledged. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient, ProblemError } from '../../src/client/client.ts';
import type { Known } from '../samples/world.ts';
import type { Chance } from '../simulate/chance.ts';
import { goodPassword } from '../support/harness.ts';
import type { Instances } from './instances.ts';

/** The acknowledged value, and later values whose responses were lost. */
export type Value<T> = { possible: T[] };

export type Record = {
  invited: { userId: string; email: string; gone: Value<boolean> }[];
  organizations: string[];
  name: Value<string>;
  deactivated: Value<boolean>;
  acknowledged: number;
  lost: number;
};

export type Needs = {
  instances: Instances;
  chance: Chance;
  self: Known;
  companion: Known;
  organizationId: string;
  goesOn: () => boolean;
};

const pauseMs = 50;

export async function workHard(needs: Needs): Promise<Record> {
  const { chance, goesOn, instances, self } = needs;
  let turn = chance.between(0, 1) < 0.5 ? 0 : 1;
  const client = createClient('', (path, init) => fetch(`${instances.url(turn++)}${path}`, init));
  const record: Record = {
    invited: [],
    organizations: [],
    name: { possible: ['Maija'] },
    deactivated: { possible: [false] },
    acknowledged: 0,
    lost: 0,
  };
  const signIn = () => client.signIn({ body: { email: self.email, password: goodPassword } });
  await surely(record, signIn);
  while (goesOn()) await chance.pick(works)(client, needs, record);
  return record;
}

type Work = (client: Client, needs: Needs, record: Record) => Promise<void>;

const works: [Work, ...Work[]] = [
  async function invite(client, { organizationId, chance }, record) {
    const email = `${randomUUID()}@espoo.fi`;
    const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
    const body = { ...names, email, organizationId, role: 'expert' } as const;
    const idempotencyKey = randomUUID();
    const made = await surely(record, () => client.createInvitation({ body, idempotencyKey }));
    const gone: Value<boolean> = { possible: [false] };
    record.invited.push({ userId: made.userId, email, gone });
    const params = { userId: made.userId };
    const next = chance.between(0, 3);
    if (next < 1) await surely(record, () => client.resendInvitation({ params, body: {} }));
    else if (next < 2)
      await set(record, gone, true, () => client.revokeInvitation({ params }), ['not_found']);
  },
  async function rename(client, _, record) {
    const firstName = `N ${randomUUID()}`;
    await set(record, record.name, firstName, async () => {
      const { etag } = await client.me();
      await client.changeMe({ body: { firstName }, ifMatch: etag });
    });
  },
  async function toggle(client, { companion }, record) {
    const params = { userId: companion.userId };
    const goal = !record.deactivated.possible[0];
    const done = goal ? 'not_active' : 'not_deactivated';
    await set(
      record,
      record.deactivated,
      goal,
      async () => {
        const { etag } = await client.readUser({ params });
        const change = { params, body: {}, ifMatch: etag };
        await (goal ? client.deactivateUser(change) : client.restoreUser(change));
      },
      [done],
    );
  },
  async function found(client, _, record) {
    const body = { name: `Espoo ${randomUUID()}`, language: 'sv' } as const;
    const idempotencyKey = randomUUID();
    const make = () => client.createOrganization({ body, idempotencyKey });
    record.organizations.push((await surely(record, make)).organizationId);
  },
  async function look(client, { organizationId, self }, record) {
    await surely(record, () => client.searchUsers({ body: { organizationId, limit: 10 } }));
    await surely(record, () =>
      client.signIn({ body: { email: self.email, password: goodPassword } }),
    );
  },
];

/** @param done codes that show, after a lost response, that the change has happened */
async function set<T>(
  record: Record,
  value: Value<T>,
  goal: T,
  change: () => Promise<unknown>,
  done: readonly string[] = [],
): Promise<void> {
  value.possible.push(goal);
  await surely(record, change, done);
  value.possible = [goal];
}

/** Retries as a client should: after a lost response, a 503 or a lost race. */
async function surely<T>(
  record: Record,
  request: () => Promise<T>,
  done: readonly string[] = [],
): Promise<T> {
  let lost = false;
  for (;;) {
    try {
      const answer = await request();
      record.acknowledged++;
      return answer;
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : 'lost';
      if (lost && done.includes(code)) return undefined as T;
      if (!again.has(code)) throw error;
      if (code === 'lost') record.lost++;
      lost ||= code === 'lost' || code === 'busy';
      await wait(pauseMs * (1 + Math.random()));
    }
  }
}

const again: ReadonlySet<string> = new Set([
  'lost',
  'busy',
  'request_in_progress',
  'changed_meanwhile',
]);
