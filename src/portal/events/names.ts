/** The names of the people and organizations in a page of events, read in one request. */
import { useMemo } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { limit } from '../../policy/limits.ts';
import { useLanguage } from '../language.tsx';
import { useLoad } from '../load.tsx';
import { client } from '../session.tsx';
import { factsOf, idsIn } from './facts.ts';

export type Event = Output<'listEvents'>['items'][number];
export type Named = Output<'nameSubjects'>['items'][number];
export type Names = ReadonlyMap<string, Named>;

/**
 * @param more ids beside those of the events
 * @returns undefined until the names are read; if they cannot be read, no id has a name
 */
export function useNames(
  events: readonly Event[],
  more: readonly string[] = [],
): Names | undefined {
  const { language } = useLanguage();
  const ids = useMemo(() => {
    const all = events.flatMap((event) => [...idsOf(event), ...idsIn(factsOf(event, language))]);
    return [...new Set([...more, ...all])].filter(isId).slice(0, limit.auditNamesMax);
  }, [events, more.join()]);
  const read = useLoad(
    async () =>
      ids.length === 0 ? { items: [] } : client.nameSubjects({ body: { ids, language } }),
    [ids.join(), language],
  );
  const { data, loading } = read;
  return useMemo(
    () => (loading ? undefined : new Map((data?.items ?? []).map((each) => [each.id, each]))),
    [data, loading],
  );
}

function idsOf({ actorId, subjectId, subjectKind }: Event): string[] {
  return subjectKind === 'notice' ? [actorId] : [actorId, subjectId];
}

/** The service itself acts under a name instead of an id. */
const isId = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id);
