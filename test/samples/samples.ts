/** Every operation's crash samples, in the parts that the crash tests run. */
import { auditSamples } from './audit.ts';
import { dataRequestsSamples } from './data-requests.ts';
import { factorsSamples } from './factors.ts';
import { importsSamples } from './imports.ts';
import { invitationsSamples } from './invitations.ts';
import { lifecycleSamples } from './lifecycle.ts';
import { moveInSamples } from './move-in.ts';
import { noticesSamples } from './notices.ts';
import { offersSamples } from './offers.ts';
import { openidSamples } from './openid.ts';
import { organizationsSamples } from './organizations.ts';
import { ownAccountSamples } from './own-account.ts';
import { peopleSamples } from './people.ts';
import { privacySamples } from './privacy.ts';
import { queueSamples } from './queue.ts';
import { reviewsSamples, reviewsSteps } from './reviews.ts';
import type { Sample } from './sample.ts';
import { serviceSamples } from './service.ts';
import { sessionsSamples } from './sessions.ts';
import { systemsSamples } from './systems.ts';
import { timersSamples } from './timers.ts';
import { workSamples } from './work.ts';

export const parts = {
  people: {
    ...invitationsSamples,
    ...importsSamples,
    ...moveInSamples,
    ...peopleSamples,
    ...offersSamples,
  },
  'own account': {
    ...ownAccountSamples,
    ...sessionsSamples,
    ...dataRequestsSamples,
    ...privacySamples,
    ...workSamples,
  },
  'second factors': factorsSamples,
  service: { ...organizationsSamples, ...noticesSamples, ...auditSamples, ...serviceSamples },
  'connected systems': { ...openidSamples, ...systemsSamples },
  queues: queueSamples,
  runs: lifecycleSamples,
  timers: timersSamples,
  reviews: { ...reviewsSamples, ...reviewsSteps },
} satisfies Record<string, Record<string, Sample>>;
