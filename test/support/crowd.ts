/** A fresh service at two instances, and several active administrators of it, signed in. */
import type { Client } from '../../src/client/client.ts';
import { isLastingAdministrator } from '../../src/policy/shared-rules.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { startAdministered } from './administered.ts';
import { firstAdministrator, goodPassword, type Service, startService } from './harness.ts';
import { settle } from './people.ts';

export type Member = { userId: string; client: Client };
export type Crowd = Awaited<ReturnType<typeof openCrowd>>;

/** @param count of administrators, the first one of the settings included */
export async function openCrowd(count: number) {
  const { service, admin: first } = await startAdministered();
  const other = await startService(service);
  const { userId, organizationId } = await first.me();
  const passwordHash = (await loadAccount(service.deps.store, userId))?.row.passwordHash;
  const members: Member[] = [{ userId, client: first }];
  while (members.length < count) {
    const given = { organizationId, passwordHash, role: 'admin' } as const;
    const made = await settle(service.deps, service.clock.iso, given);
    // Every second one works at the other instance.
    const client = (members.length % 2 === 0 ? service : other).client();
    await client.signIn({ body: { email: made.email, password: goodPassword } });
    members.push({ userId: made.userId, client });
  }
  return {
    service,
    other,
    organizationId,
    passwordHash,
    firstEmail: firstAdministrator,
    members,
    async stop() {
      await other.stop();
      await service.stop();
    },
  };
}

/** @returns the members on whom the service can count, by what storage says */
export async function lastingOf({ service, members }: Pick<Crowd, 'service' | 'members'>) {
  const found: string[] = [];
  for (const { userId } of members) {
    const row = (await loadAccount(service.deps.store, userId))?.row;
    if (row && isLastingAdministrator(row, service.deps.policy, service.clock.iso))
      found.push(userId);
  }
  return found;
}

export async function etagOf({ deps }: Service, userId: string): Promise<string> {
  return `"${(await loadAccount(deps.store, userId))?.row.revision}"`;
}
