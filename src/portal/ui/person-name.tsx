/** Shows a person by name, looked up when shown; the id if there is no such person any more. */

import { useEffect, useState } from 'preact/hooks';
import { fullName } from '../../policy/full-name.ts';
import { client } from '../session.tsx';

export function PersonName({ userId }: { userId: string }) {
  const [name, setName] = useState<string>();
  useEffect(() => {
    client.readUser({ params: { userId } }).then(
      (person) => setName(fullName(person)),
      () => setName(undefined),
    );
  }, [userId]);
  return name === undefined ? <code>{userId}</code> : <a href={`/people/${userId}`}>{name}</a>;
}
