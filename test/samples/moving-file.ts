/** A file with one person who moves in, for samples of the operations that read one. */
import { randomUUID } from 'node:crypto';
import { movedInIdOf } from '../../src/move-in/known-people.ts';
import { askFor } from '../support/moving-in.ts';
import type { World } from './open-world.ts';
import { aboutOf } from './world.ts';

/** @returns the ask of a file with one new person, and what identifies that person's rows */
export async function fileWith({ service, organizationId, ...world }: World, given: object) {
  const externalId = randomUUID();
  const email = `${externalId}@espoo.fi`;
  const line = {
    ...{ externalId, email, firstName: 'Aino', lastName: 'Virtanen', role: 'editor' },
    ...{ organization: 'here', ...given },
  };
  const organizations = [{ from: 'here', to: organizationId }];
  const ask = askFor([line], { mapping: { organizations } });
  const keys = await service.deps.keyring.load(service.clock.iso);
  const userId = movedInIdOf(keys, line);
  const about = await aboutOf({ service, organizationId, ...world }, userId, email);
  return { ask, about: [...about, externalId] };
}
