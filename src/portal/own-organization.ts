/** The person's own organization, read once for each page that is loaded. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../api.ts';
import { client, type Me } from './session.tsx';

type OwnOrganization = Output<'readMyOrganization'>;

const read = new Map<string, Promise<OwnOrganization>>();

function readOnce(key: string): Promise<OwnOrganization> {
  const known = read.get(key) ?? client.readMyOrganization();
  read.set(key, known);
  known.catch(() => read.delete(key));
  return known;
}

/** @returns undefined until it is known, and while it cannot be read */
export function useOwnOrganization(me: Me | undefined): OwnOrganization | undefined {
  const [own, setOwn] = useState<OwnOrganization>();
  const key = me && `${me.userId} ${me.organizationId}`;
  useEffect(() => {
    setOwn(undefined);
    if (key) readOnce(key).then(setOwn, () => setOwn(undefined));
  }, [key]);
  return own;
}
