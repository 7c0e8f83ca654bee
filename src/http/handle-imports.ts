/** Many invitations at once: from the request to the operation and back. */
import type { EndpointName } from '../api.ts';
import { checkLines } from '../imports/check-lines.ts';
import { readImport } from '../imports/read-import.ts';
import { startImport } from '../imports/start-import.ts';
import { Refusal } from '../policy/problems.ts';
import type { Context, Handlers } from './context.ts';

export const importHandlers = {
  async checkImport(context) {
    const { deps, body, now } = context;
    assertReach(context, body.organizationId);
    const { lines, ignored } = await checkLines(deps, { ...body, ...by(context) }, now);
    const good = lines.filter(({ outcome }) => outcome === 'ok').length;
    return { good, ignored, lines: lines.map(({ person: _, ...line }) => line) };
  },
  async startImport(context) {
    const { deps, body, now, newId: importId, requestHash } = context;
    assertReach(context, body.organizationId);
    return startImport(deps, { ...body, ...by(context), importId, requestHash }, now);
  },
  async readImport(context) {
    const progress = await readImport(context.deps, context.params['importId'] ?? '');
    assertReach(context, progress.organizationId);
    return progress;
  },
} satisfies Partial<Handlers>;

type Any = Pick<Context<EndpointName>, 'caller'>;

function by({ caller }: Any) {
  const { userId, row, told } = caller().account;
  return { actorId: userId, actorRole: row.role, told };
}

function assertReach({ caller }: Any, organizationId: string): void {
  const { account, scope } = caller();
  if (scope !== 'any' && organizationId !== account.row.organizationId)
    throw new Refusal('not_found');
}
