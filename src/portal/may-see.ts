/** Pages are offered to those they are meant for. */
import { scopeOf } from '../policy/roles.ts';
import type { Page } from './page.ts';
import type { Me } from './session.tsx';

/** @returns whether the page is meant for the person; the API alone enforces permissions */
export function maySee({ who }: Page, me: Me | undefined): boolean {
  if (who === 'everyone') return true;
  if (me === undefined) return false;
  return who === 'person' || scopeOf(me.role, who) !== undefined;
}
