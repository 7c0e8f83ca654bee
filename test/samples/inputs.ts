/** A valid input for every route, joined from its areas; a missing one does not compile. */
import type { Api, EndpointName } from '../../src/api.ts';
import { auditInputs } from './audit.ts';
import { dataRequestsInputs } from './data-requests.ts';
import { factorsInputs } from './factors.ts';
import { importsInputs } from './imports.ts';
import type { Input, Inputs, Place } from './input.ts';
import { invitationsInputs } from './invitations.ts';
import { lifecycleInputs } from './lifecycle.ts';
import { moveInInputs } from './move-in.ts';
import { noticesInputs } from './notices.ts';
import { offersInputs } from './offers.ts';
import { openidInputs } from './openid.ts';
import { organizationsInputs } from './organizations.ts';
import { ownAccountInputs } from './own-account.ts';
import { peopleInputs } from './people.ts';
import { privacyInputs } from './privacy.ts';
import { reviewsInputs } from './reviews.ts';
import { serviceInputs } from './service.ts';
import { sessionsInputs } from './sessions.ts';
import { systemsInputs } from './systems.ts';
import { workInputs } from './work.ts';

export const inputs = {
  ...invitationsInputs,
  ...ownAccountInputs,
  ...workInputs,
  ...peopleInputs,
  ...importsInputs,
  ...moveInInputs,
  ...lifecycleInputs,
  ...sessionsInputs,
  ...factorsInputs,
  ...offersInputs,
  ...dataRequestsInputs,
  ...organizationsInputs,
  ...reviewsInputs,
  ...noticesInputs,
  ...privacyInputs,
  ...auditInputs,
  ...systemsInputs,
  ...openidInputs,
  ...serviceInputs,
} satisfies Inputs<Api>;

const byName: Partial<Record<EndpointName, (place: Place) => Input>> = inputs;

/** @returns a valid input, empty for a public route without one */
export const inputOf = (name: EndpointName, place: Place): Input => byName[name]?.(place) ?? {};
