/** Service notices: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { noticeLevels } from '../policy/notice-levels.ts';
import type { Endpoint } from './endpoint.ts';
import { nothing } from './shapes.ts';

const notice = z.strictObject({
  noticeId: input.id,
  level: z.enum(noticeLevels),
  title: input.translated(limit.noticeTitleCharactersMax),
  text: input.translated(limit.noticeTextCharactersMax),
  from: input.instant,
  until: input.instant,
});

const managedNotice = notice.extend({ withdrawnAt: input.instant.optional(), etag: z.string() });

const noticeContent = {
  level: z.enum(noticeLevels),
  title: input.translated(limit.noticeTitleCharactersMax),
  text: input.translated(limit.noticeTextCharactersMax),
  from: input.from,
  until: input.until,
};

export const noticesEndpoints = {
  currentNotices: {
    method: 'GET',
    path: 'api/notices',
    permission: 'public',
    summary: 'List the current service notices, in three languages.',
    output: z.strictObject({ items: z.array(notice) }),
    status: 200,
    errors: [],
  },
  listNotices: {
    method: 'GET',
    path: 'api/notices/all',
    permission: 'notices.publish',
    summary: 'List all service notices: past, current, future and withdrawn.',
    output: z.strictObject({ items: z.array(managedNotice) }),
    status: 200,
    errors: [],
  },
  createNotice: {
    method: 'POST',
    path: 'api/notices',
    permission: 'notices.publish',
    summary: 'Publish a service notice in three languages for a given period.',
    body: z.strictObject(noticeContent),
    output: managedNotice,
    status: 201,
    errors: ['idempotency_key_reused'],
    idempotent: true,
  },
  changeNotice: {
    method: 'PATCH',
    path: 'api/notices/{noticeId}',
    permission: 'notices.publish',
    summary: 'Change a service notice.',
    body: z.strictObject(noticeContent).partial(),
    output: managedNotice,
    status: 200,
    errors: ['notice_withdrawn'],
    ifMatch: true,
  },
  withdrawNotice: {
    method: 'POST',
    path: 'api/notices/{noticeId}/withdraw',
    permission: 'notices.publish',
    summary: 'Withdraw a service notice at once; it stays in the list.',
    body: nothing,
    output: managedNotice,
    status: 200,
    errors: ['notice_withdrawn'],
    ifMatch: true,
  },
} as const satisfies Record<string, Endpoint>;
