/** Finds the people of a file who already have an account, and lines that share an address or an id. */
import type { Deps } from '../deps.ts';
import { readExistence } from '../store/accounts.ts';
import { readPeople } from '../store/directory.ts';
import type { Keys } from '../store/keyring.ts';
import type { Here, Known } from './classify.ts';
import type { SourceLine, SourcePerson } from './source-person.ts';

export type Directory = {
  byAddress: ReadonlyMap<string, Here>;
  byExternalId: ReadonlyMap<string, Here>;
};

/** One storage request for each thousand people. */
export async function readDirectory(deps: Pick<Deps, 'store'>): Promise<Directory> {
  const byAddress = new Map<string, Here>();
  const byExternalId = new Map<string, Here>();
  for await (const { userId, email, externalId } of readPeople(deps.store)) {
    const here = { userId, externalId };
    byAddress.set(email, here);
    if (externalId) byExternalId.set(externalId, here);
  }
  return { byAddress, byExternalId };
}

/** How often each address and each external id occurs in a file. */
export type Repeats = { addresses: Map<string, number>; externalIds: Map<string, number> };

export function countRepeats(lines: Iterable<SourceLine>): Repeats {
  const addresses = new Map<string, number>();
  const externalIds = new Map<string, number>();
  for (const source of lines) {
    if (!('person' in source)) continue;
    const { email, externalId } = source.person;
    addresses.set(email, (addresses.get(email) ?? 0) + 1);
    if (externalId) externalIds.set(externalId, (externalIds.get(externalId) ?? 0) + 1);
  }
  return { addresses, externalIds };
}

/** The same at every try, so that a repeated run finds the account that it created. */
export const movedInIdOf = (
  keys: Pick<Keys, 'idFor'>,
  { externalId, email }: Pick<SourcePerson, 'externalId' | 'email'>,
): string => keys.idFor(externalId ? `moved in as ${externalId}` : `moved in at ${email}`);

/** One storage request unless the lists show the person: they lag behind, and omit erased people. */
export async function findKnown(
  deps: Pick<Deps, 'store'>,
  keys: Pick<Keys, 'idFor'>,
  person: SourcePerson,
  directory: Directory,
  repeats: Repeats,
): Promise<Known> {
  const { email, externalId } = person;
  const userId = movedInIdOf(keys, person);
  const byAddress = directory.byAddress.get(email);
  const byExternalId = externalId ? directory.byExternalId.get(externalId) : undefined;
  const repeated = repeatOf(person, repeats);
  if (byExternalId || repeated) return { userId, byAddress, byExternalId, repeated };
  const made = await readExistence(deps.store, userId);
  const isErased = made?.isErased ?? false;
  const here = made && !isErased ? { userId, externalId } : undefined;
  const found = externalId ? { byExternalId: here } : {};
  return { userId, byAddress: byAddress ?? here, isErased, ...found };
}

function repeatOf({ email, externalId }: SourcePerson, { addresses, externalIds }: Repeats) {
  if ((addresses.get(email) ?? 0) > 1) return 'address';
  return externalId && (externalIds.get(externalId) ?? 0) > 1 ? 'external_id' : undefined;
}
