/** The only endpoint table, joined from its areas: who may call a route, its input and output. */
import type { z } from 'zod';
import { auditEndpoints } from './api/audit.ts';
import { dataRequestsEndpoints } from './api/data-requests.ts';
import type { Endpoint } from './api/endpoint.ts';
import { factorsEndpoints } from './api/factors.ts';
import { healthEndpoints } from './api/health.ts';
import { importsEndpoints } from './api/imports.ts';
import { invitationsEndpoints } from './api/invitations.ts';
import { lifecycleEndpoints } from './api/lifecycle.ts';
import { moveInEndpoints } from './api/move-in.ts';
import { noticesEndpoints } from './api/notices.ts';
import { offersEndpoints } from './api/offers.ts';
import { openidEndpoints } from './api/openid.ts';
import { organizationsEndpoints } from './api/organizations.ts';
import { ownAccountEndpoints } from './api/own-account.ts';
import { peopleEndpoints } from './api/people.ts';
import { privacyEndpoints } from './api/privacy.ts';
import { reviewsEndpoints } from './api/reviews.ts';
import { serviceEndpoints } from './api/service.ts';
import { sessionsEndpoints } from './api/sessions.ts';
import { systemsEndpoints } from './api/systems.ts';
import { workEndpoints } from './api/work.ts';

export type { Endpoint } from './api/endpoint.ts';

export const api = {
  ...invitationsEndpoints,
  ...ownAccountEndpoints,
  ...workEndpoints,
  ...peopleEndpoints,
  ...importsEndpoints,
  ...moveInEndpoints,
  ...lifecycleEndpoints,
  ...sessionsEndpoints,
  ...factorsEndpoints,
  ...offersEndpoints,
  ...dataRequestsEndpoints,
  ...organizationsEndpoints,
  ...reviewsEndpoints,
  ...noticesEndpoints,
  ...privacyEndpoints,
  ...auditEndpoints,
  ...systemsEndpoints,
  ...openidEndpoints,
  ...serviceEndpoints,
  ...healthEndpoints,
} as const satisfies Record<string, Endpoint>;

export type Api = typeof api;
export type EndpointName = keyof Api;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<N extends EndpointName, K extends keyof Endpoint> =
  Api[N] extends Record<K, infer T> ? T : undefined;

/** What a handler receives and returns, and what a caller sends and receives. */
export type Body<N extends EndpointName> = Parsed<Part<N, 'body'>>;
export type Query<N extends EndpointName> = Parsed<Part<N, 'query'>>;
export type Output<N extends EndpointName> = Parsed<Part<N, 'output'>>;
export type SentBody<N extends EndpointName> = Sent<Part<N, 'body'>>;
export type SentQuery<N extends EndpointName> = Sent<Part<N, 'query'>>;
