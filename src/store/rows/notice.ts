/** The rows of notices to everyone and of the versions of the privacy notice. */
import { z } from 'zod';
import { lazyObject } from '../../policy/lazy-object.ts';
import { noticeLevels } from '../../policy/notice-levels.ts';
import { chain, instant, json, translated } from './fields.ts';

/** `notices`: `notices` / `notice.ID`. A message to everyone; it contains no personal data. */
export const noticeRow = lazyObject(() => ({
  level: z.enum(noticeLevels),
  title: translated(),
  text: translated(),
  from: instant,
  until: instant,
  withdrawnAt: instant.optional(),
  revision: z.number(),
  requestHash: z.string(),
  ...chain,
}));
export type NoticeRow = z.infer<typeof noticeRow>;

const sections = () => z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) }));

/** `notices`: `notices` / `privacy.VERSION`. A version of the privacy notice; it never changes. */
export const privacyNoticeRow = lazyObject(() => ({
  version: z.number(),
  /** The subject of its event. */
  subjectId: z.string(),
  requestHash: z.string(),
  publishedAt: instant,
  /** Whether people must acknowledge it before anything else. */
  acknowledge: z.boolean(),
  changeNote: translated(),
  text: json(z.object({ fi: sections(), sv: sections(), en: sections() })),
  ...chain,
}));
export type PrivacyNoticeRow = z.infer<typeof privacyNoticeRow>;
