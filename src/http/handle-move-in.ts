/** Moving people in: from the request to the operation and back. */
import { checkPart, movePart } from '../move-in/part.ts';
import type { Handlers } from './context.ts';

export const moveInHandlers = {
  checkMoveIn: async ({ deps, body, now }) => ({ lines: await checkPart(deps, body, now) }),
  async moveIn({ deps, body, caller, now }) {
    const { userId: actorId, row } = caller().account;
    const acting = { actorId, organizationId: row.organizationId, now };
    return { lines: await movePart(deps, body, acting) };
  },
} satisfies Partial<Handlers>;
