/** The kinds of rows: every schema of rows/. */
import type { z } from 'zod';
import type * as accounts from './rows/account.ts';
import type * as events from './rows/event.ts';
import type * as lists from './rows/list.ts';
import type * as notices from './rows/notice.ts';
import type * as organizations from './rows/organization.ts';
import type * as signIn from './rows/sign-in.ts';
import type * as state from './rows/state.ts';
import type * as systems from './rows/system.ts';
import type * as work from './rows/work.ts';

export type Schemas = typeof accounts &
  typeof events &
  typeof lists &
  typeof notices &
  typeof organizations &
  typeof signIn &
  typeof state &
  typeof systems &
  typeof work;
export type RowName = {
  [K in keyof Schemas]: Schemas[K] extends z.ZodObject ? K : never;
}[keyof Schemas];
