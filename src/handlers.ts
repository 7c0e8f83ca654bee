/**
 * Maps endpoint names to functions; a missing one does not compile. An area's code is loaded with
 * the first request to it, so that a start waits for none of them.
 */
import { areas } from './api/routes.ts';
import type { Api, Endpoint, EndpointName } from './api.ts';
import type { Handler, Handlers } from './http/context.ts';
import type { Route } from './http/serve.ts';

type AreaName = keyof typeof areas;
type Declared<A extends AreaName> = (typeof areas)[A][number];
type Area<A extends AreaName> = {
  endpoints: Pick<Api, Declared<A>>;
  handlers: Pick<Handlers, Declared<A>>;
};

const loaders: { readonly [A in AreaName]: () => Promise<Area<A>> } = {
  audit: async () => ({
    endpoints: (await import('./api/audit.ts')).auditEndpoints,
    handlers: (await import('./http/handle-audit.ts')).auditHandlers,
  }),
  'data-requests': async () => ({
    endpoints: (await import('./api/data-requests.ts')).dataRequestsEndpoints,
    handlers: (await import('./http/handle-data-requests.ts')).dataRequestHandlers,
  }),
  factors: async () => ({
    endpoints: (await import('./api/factors.ts')).factorsEndpoints,
    handlers: (await import('./http/handle-factors.ts')).factorHandlers,
  }),
  health: async () => ({
    endpoints: (await import('./api/health.ts')).healthEndpoints,
    handlers: (await import('./http/handle-health.ts')).healthHandlers,
  }),
  imports: async () => ({
    endpoints: (await import('./api/imports.ts')).importsEndpoints,
    handlers: (await import('./http/handle-imports.ts')).importHandlers,
  }),
  invitations: async () => ({
    endpoints: (await import('./api/invitations.ts')).invitationsEndpoints,
    handlers: (await import('./http/handle-invitations.ts')).invitationHandlers,
  }),
  lifecycle: async () => ({
    endpoints: (await import('./api/lifecycle.ts')).lifecycleEndpoints,
    handlers: (await import('./http/handle-lifecycle.ts')).lifecycleHandlers,
  }),
  'move-in': async () => ({
    endpoints: (await import('./api/move-in.ts')).moveInEndpoints,
    handlers: (await import('./http/handle-move-in.ts')).moveInHandlers,
  }),
  notices: async () => ({
    endpoints: (await import('./api/notices.ts')).noticesEndpoints,
    handlers: (await import('./http/handle-notices.ts')).noticeHandlers,
  }),
  offers: async () => ({
    endpoints: (await import('./api/offers.ts')).offersEndpoints,
    handlers: (await import('./http/handle-offers.ts')).offerHandlers,
  }),
  openid: async () => ({
    endpoints: (await import('./api/openid.ts')).openidEndpoints,
    handlers: (await import('./http/handle-openid.ts')).openidHandlers,
  }),
  organizations: async () => ({
    endpoints: (await import('./api/organizations.ts')).organizationsEndpoints,
    handlers: (await import('./http/handle-organizations.ts')).organizationHandlers,
  }),
  'own-account': async () => ({
    endpoints: (await import('./api/own-account.ts')).ownAccountEndpoints,
    handlers: (await import('./http/handle-own-account.ts')).ownAccountHandlers,
  }),
  people: async () => ({
    endpoints: (await import('./api/people.ts')).peopleEndpoints,
    handlers: (await import('./http/handle-people.ts')).peopleHandlers,
  }),
  privacy: async () => ({
    endpoints: (await import('./api/privacy.ts')).privacyEndpoints,
    handlers: (await import('./http/handle-privacy.ts')).privacyHandlers,
  }),
  reviews: async () => ({
    endpoints: (await import('./api/reviews.ts')).reviewsEndpoints,
    handlers: (await import('./http/handle-reviews.ts')).reviewHandlers,
  }),
  service: async () => ({
    endpoints: (await import('./api/service.ts')).serviceEndpoints,
    handlers: (await import('./http/handle-service.ts')).serviceHandlers,
  }),
  sessions: async () => ({
    endpoints: (await import('./api/sessions.ts')).sessionsEndpoints,
    handlers: (await import('./http/handle-sessions.ts')).sessionHandlers,
  }),
  systems: async () => ({
    endpoints: (await import('./api/systems.ts')).systemsEndpoints,
    handlers: (await import('./http/handle-systems.ts')).systemHandlers,
  }),
  work: async () => ({
    endpoints: (await import('./api/work.ts')).workEndpoints,
    handlers: (await import('./http/handle-work.ts')).workHandlers,
  }),
};

const areaOf = new Map(
  Object.keys(areas).flatMap((area) =>
    areas[area as AreaName].map((name): [EndpointName, AreaName] => [name, area as AreaName]),
  ),
);

/** Unlike the area itself, tells nothing about which names it has. */
type Loaded = { endpoints: Partial<Record<EndpointName, Endpoint>>; handlers: Partial<Handlers> };

const found = new Map<EndpointName, Route>();

/** What fails to load is tried again by the next request. */
export const findRoute = (name: EndpointName): Route | Promise<Route> =>
  found.get(name) ?? load(name);

async function load(name: EndpointName): Promise<Route> {
  const area = areaOf.get(name);
  if (!area) throw new Error(`no area declares ${name}`);
  const { endpoints, handlers }: Loaded = await loaders[area]();
  const endpoint = endpoints[name];
  // The only cast: a lookup by name loses the tie between name, input and output.
  const handle = handlers[name] as Handler<EndpointName> | undefined;
  if (!endpoint || !handle) throw new Error(`${area} does not declare ${name}`);
  const route = { endpoint, handle };
  found.set(name, route);
  return route;
}
