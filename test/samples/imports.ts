/** Valid inputs and crash samples of the routes for imports. */
import { randomUUID } from 'node:crypto';
import type { importsEndpoints } from '../../src/api/imports.ts';
import { limit } from '../../src/policy/limits.ts';
import { type Inputs, newAddress, type Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Samples } from './sample.ts';
import { reading } from './sample-kinds.ts';
import { aboutOf, as, idFor } from './world.ts';

const header = 'email,firstName,lastName,role';
const csv = `${header}\nimported@espoo.fi,Uusi,Ihminen,expert`;

export const importsInputs = {
  checkImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  startImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  readImport: ({ sessionId }: Place) => ({ path: { importId: sessionId } }),
} satisfies Inputs<typeof importsEndpoints>;

/** An import of two people, before it is requested. */
export async function ofTwoPeople(world: World) {
  const idempotencyKey = randomUUID();
  const importId = await idFor(world, 'startImport', idempotencyKey);
  const emails = [newAddress(), newAddress()];
  const rows = emails.map((email) => `${email},Uusi,Ihminen,expert`);
  const body = { organizationId: world.organizationId, csv: [header, ...rows].join('\n') };
  const keys = await world.service.deps.keyring.load(world.service.clock.iso);
  const about = emails.map((email) =>
    aboutOf(world, keys.idFor(`import ${importId} ${email}`), email),
  );
  return {
    importId,
    request: { body, idempotencyKey },
    about: [importId, ...(await Promise.all(about)).flat()],
  };
}

export const importsSamples = {
  checkImport: reading((admin, { organizationId }) =>
    admin.checkImport({
      body: { organizationId, csv: `${header}\n${newAddress()},A,B,expert` },
    }),
  ),
  startImport: {
    again: 'same',
    leaves: { lines: /^imports .*"rowKey":"line/, since: 'erased after importKeptDays' },
    repairedAfterMinutes: limit.importStalledMinutes,
    async arrange(world) {
      const { request, about } = await ofTwoPeople(world);
      return { about, work: (on) => as(on, world.admin).startImport(request) };
    },
  },
} satisfies Samples<typeof importsEndpoints>;
