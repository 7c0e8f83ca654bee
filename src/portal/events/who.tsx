/** A person or an organization by name, with a link to its page; never an id alone. */
import { useTexts } from '../language.tsx';
import { useSession } from '../session.tsx';
import type { Names } from './names.ts';
import { eventTexts } from './texts.ts';

export function Who({ id, names }: { id: string; names: Names | undefined }) {
  const { who } = useTexts(eventTexts);
  const { me } = useSession();
  if (id === 'service') return <>{who.service}</>;
  if (id === me?.userId) return <a href="/account">{who.you}</a>;
  const named = names?.get(id);
  // An id alone tells its reader nothing.
  if (!named) return <span>{names ? who.unknown : '…'}</span>;
  const { is, name } = named;
  if (is === 'person') return <a href={`/people/${id}`}>{name}</a>;
  if (is === 'organization')
    return <a href={me?.role === 'admin' ? `/organizations/${id}` : '/organization'}>{name}</a>;
  return <>{is === 'system' ? name : who[is]}</>;
}
