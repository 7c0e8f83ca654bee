/** Puts each line in exactly one bucket, the first that fits, and says what moving in would do. */
import { type AdmissionRules, domainAllowed } from '../policy/admission-rules.ts';
import type { Language } from '../policy/languages.ts';
import { type HashFault, readLegacyHash } from '../policy/legacy-hash.ts';
import { inactivityEnd, type LifecyclePolicy } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { Bucket, MoveInNote } from '../policy/move-in-buckets.ts';
import type { Mapping } from '../policy/move-in-mapping.ts';
import type { Role } from '../policy/roles.ts';
import { mappedOrganizations, mappedRole } from './mapping.ts';
import type { SourceLine, SourcePerson } from './source-person.ts';

/** Somebody who is in the service already. */
export type Here = { userId: string; externalId?: string | undefined };

/** What the service knows about a line: nothing, if the person is new. */
export type Known = {
  /** The id that the account gets if it is created. */
  userId: string;
  byAddress?: Here | undefined;
  byExternalId?: Here | undefined;
  /** The person moved in and was erased. */
  isErased?: boolean;
  /** Another line of the file has the same address or external id. */
  repeated?: 'address' | 'external_id' | undefined;
};

export type Context = {
  mapping: Mapping;
  organizations: ReadonlyMap<
    string,
    { isClosed: boolean; rules: AdmissionRules; language: Language }
  >;
  /** Ids by lower-case names. */
  organizationIds: ReadonlyMap<string, string>;
  policy: LifecyclePolicy;
  now: string;
};

export type Plan = {
  person: SourcePerson;
  userId: string;
  organizationId: string;
  role: Role;
  language: Language;
  /** Empty: the person needs a new password. */
  hash: string;
};

export type Classified = {
  line: number;
  bucket: Bucket;
  /** A code, or the names of fields. */
  why?: string;
  /** Present unless the line cannot move in; a merged line only gives its external id. */
  plan?: Plan;
  /** Whether the person is here already: by an earlier run, or because nothing remains to merge. */
  isHere: boolean;
  notes: readonly MoveInNote[];
};

export function classify(source: SourceLine, known: Known, context: Context): Classified {
  const { line } = source;
  const stays = (bucket: Bucket, why: string): Classified => {
    return { line, bucket, why, isHere: false, notes: [] };
  };
  if ('faults' in source) return stays('invalid', source.faults.join(', '));
  const { person } = source;
  const conflict = conflictOf(person, known, context.now);
  if (conflict) return stays('conflict', conflict);
  const ids = mappedOrganizations(context.mapping, person, context.organizationIds);
  const [organizationId] = ids;
  const organization = organizationId && context.organizations.get(organizationId);
  if (!organizationId || !organization) return stays('conflict', 'unknown_organization');
  if (ids.length > 1) return stays('several_memberships', 'name_the_home_organization');
  if (organization.isClosed) return stays('conflict', 'organization_closed');
  if (!domainAllowed(organization.rules, person.email))
    return stays('conflict', 'domain_not_allowed');
  const mapped = mappedRole(context.mapping, person);
  if (!mapped) return stays('unknown_role', 'map_the_role');
  const { hash, notes } = passwordOf(person);
  const here = known.byExternalId ?? known.byAddress;
  const userId = here?.userId ?? known.userId;
  const language = person.language ?? organization.language;
  return {
    line,
    bucket: movableBucket(person, here, known, context),
    plan: { person, userId, organizationId, role: mapped.role, language, hash },
    isHere: here !== undefined && (!person.externalId || here.externalId === person.externalId),
    notes: [...(mapped.several ? (['several_roles'] as const) : []), ...notes],
  };
}

function movableBucket(
  { status, lastSignInAt }: SourcePerson,
  here: Here | undefined,
  { userId }: Known,
  { policy, now }: Context,
): Bucket {
  if (status === 'blocked') return 'blocked';
  if (lastSignInAt && inactivityEnd(lastSignInAt, policy) <= now) return 'lapsed';
  return here && here.userId !== userId ? 'merged' : 'fine';
}

/** What a person decides by looking into both systems. */
function conflictOf(
  { externalId, lastSignInAt, createdAt }: SourcePerson,
  { byAddress, byExternalId, isErased, repeated }: Known,
  now: string,
): string | undefined {
  if (repeated) return `${repeated}_repeated`;
  if (isErased) return 'erased_here';
  if (byAddress && byExternalId && byAddress.userId !== byExternalId.userId)
    return 'address_of_another';
  if (!byExternalId && externalId && byAddress?.externalId) return 'other_external_id';
  if (lastSignInAt && !isSensible(lastSignInAt, now)) return 'last_sign_in';
  if (createdAt && !isSensible(createdAt, now)) return 'created';
  return undefined;
}

const isSensible = (at: string, now: string): boolean =>
  Number(at.slice(0, 4)) >= limit.yearMin && at <= now;

const faultNotes: Readonly<Record<HashFault, MoveInNote[]>> = {
  none: ['new_password'],
  malformed: ['new_password', 'hash_malformed'],
  unsupported: ['new_password', 'hash_unsupported'],
  too_costly: ['new_password', 'hash_too_costly'],
};

/** Whoever never signed in chooses a password with the invitation. */
function passwordOf({ passwordHash, lastSignInAt }: SourcePerson) {
  if (lastSignInAt === null) return { hash: '', notes: ['never_signed_in'] as const };
  const since = lastSignInAt === undefined ? (['last_sign_in_unknown'] as const) : [];
  const read = readLegacyHash(passwordHash);
  if (typeof read === 'string') return { hash: '', notes: [...since, ...faultNotes[read]] };
  return { hash: passwordHash, notes: [...since, 'old_password' as const] };
}
