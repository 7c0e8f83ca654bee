/** Maps endpoint names to functions; a missing one does not compile. */
import type { Handlers } from './http/context.ts';
import { auditHandlers } from './http/handle-audit.ts';
import { dataRequestHandlers } from './http/handle-data-requests.ts';
import { factorHandlers } from './http/handle-factors.ts';
import { importHandlers } from './http/handle-imports.ts';
import { invitationHandlers } from './http/handle-invitations.ts';
import { lifecycleHandlers } from './http/handle-lifecycle.ts';
import { moveInHandlers } from './http/handle-move-in.ts';
import { noticeHandlers } from './http/handle-notices.ts';
import { offerHandlers } from './http/handle-offers.ts';
import { openidHandlers } from './http/handle-openid.ts';
import { organizationHandlers } from './http/handle-organizations.ts';
import { ownAccountHandlers } from './http/handle-own-account.ts';
import { peopleHandlers } from './http/handle-people.ts';
import { privacyHandlers } from './http/handle-privacy.ts';
import { reviewHandlers } from './http/handle-reviews.ts';
import { serviceHandlers } from './http/handle-service.ts';
import { sessionHandlers } from './http/handle-sessions.ts';
import { systemHandlers } from './http/handle-systems.ts';
import { workHandlers } from './http/handle-work.ts';

export const handlers: Handlers = {
  ...invitationHandlers,
  ...ownAccountHandlers,
  ...workHandlers,
  ...peopleHandlers,
  ...sessionHandlers,
  ...factorHandlers,
  ...offerHandlers,
  ...importHandlers,
  ...moveInHandlers,
  ...organizationHandlers,
  ...reviewHandlers,
  ...auditHandlers,
  ...systemHandlers,
  ...openidHandlers,
  ...lifecycleHandlers,
  ...dataRequestHandlers,
  ...noticeHandlers,
  ...privacyHandlers,
  ...serviceHandlers,
};
