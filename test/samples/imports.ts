/** Valid inputs and crash samples of the routes for imports. */
import { randomUUID } from 'node:crypto';
import type { importsEndpoints } from '../../src/api/imports.ts';
import { limit } from '../../src/policy/limits.ts';
import { aboutOf, as, idFor } from '../faults/world.ts';
import type { Inputs, Place } from './input.ts';
import type { Samples } from './sample.ts';

const csv = 'email,firstName,lastName,role\nimported@espoo.fi,Uusi,Ihminen,expert';

export const importsInputs = {
  checkImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  startImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  readImport: ({ sessionId }: Place) => ({ path: { importId: sessionId } }),
} satisfies Inputs<typeof importsEndpoints>;

const address = () => `${randomUUID()}@espoo.fi`;

export const importsSamples = {
  checkImport: {
    again: 'same',
    reads: true,
    arrange: async ({ admin, organizationId }) => ({
      about: [],
      work: (on) =>
        as(on, admin).checkImport({
          body: { organizationId, csv: `email,firstName,lastName,role\n${address()},A,B,expert` },
        }),
    }),
  },
  startImport: {
    again: 'same',
    leaves: { lines: /^imports .*"rowKey":"line/, since: 'erased after importKeptDays' },
    repairedAfterMinutes: limit.importStalledMinutes,
    async arrange(world) {
      const idempotencyKey = randomUUID();
      const importId = await idFor(world, 'startImport', idempotencyKey);
      const { organizationId } = world;
      const emails = [address(), address()];
      const rows = emails.map((email) => `${email},Uusi,Ihminen,expert`);
      const csv = ['email,firstName,lastName,role', ...rows].join('\n');
      const keys = await world.service.deps.keyring.load(world.service.clock.iso);
      const about = emails.map((email) =>
        aboutOf(world, keys.idFor(`import ${importId} ${email}`), email),
      );
      return {
        about: [importId, ...(await Promise.all(about)).flat()],
        work: (on) =>
          as(on, world.admin).startImport({ body: { organizationId, csv }, idempotencyKey }),
      };
    },
  },
} satisfies Samples<typeof importsEndpoints>;
