/** Connected systems: from the request to the operation and back. */
import type { EndpointName } from '../api.ts';
import {
  addSecret,
  changeSettings,
  disableSystem,
  enableSystem,
  removeSecret,
} from '../openid/change-system.ts';
import { registerSystem } from '../openid/register-system.ts';
import { systemView } from '../openid/system-view.ts';
import { Refusal } from '../policy/problems.ts';
import { changeDelivery } from '../signals/delivery.ts';
import { resend, undelivered } from '../signals/undelivered.ts';
import { listSystems, type System } from '../store/systems.ts';
import type { Context, Handlers } from './context.ts';

export const systemHandlers = {
  async listSystems({ deps }) {
    const all = await listSystems(deps.store);
    return { items: all.map((system) => systemView(system, system.usedOn)) };
  },
  async readSystem({ deps, params }) {
    const all = await listSystems(deps.store);
    const system = all.find(({ systemId }) => systemId === params['systemId']);
    if (!system) throw new Refusal('not_found');
    return systemView(system, system.usedOn);
  },
  registerSystem(context) {
    const { deps, newId, requestHash, body, now } = context;
    const request = { systemId: newId, requestHash, actor: actorOf(context) };
    return registerSystem(deps, request, body, now);
  },
  changeSystem: (context) =>
    shown(context, changeSettings(context.deps, changeOf(context), context.body, context.now)),
  async addSystemSecret(context) {
    const { deps, now } = context;
    const { system, secret } = await addSecret(deps, changeOf(context), now);
    return { ...(await shown(context, system)), secret };
  },
  removeSystemSecret(context) {
    const { deps, params, now } = context;
    return shown(context, removeSecret(deps, changeOf(context), params['secretId'] ?? '', now));
  },
  disableSystem: (context) =>
    shown(context, disableSystem(context.deps, changeOf(context), context.now)),
  enableSystem: (context) =>
    shown(context, enableSystem(context.deps, changeOf(context), context.now)),
  changeSignals: (context) =>
    shown(context, changeDelivery(context.deps, changeOf(context), context.body, context.now)),
  listSignals: ({ deps, params, query, now }) =>
    undelivered(deps, { systemId: params['systemId'] ?? '', ...query }, now),
  resendSignals: ({ deps, params, body, caller }) =>
    resend(deps, { systemId: params['systemId'] ?? '', ...body }, actorOf({ caller })),
} satisfies Partial<Handlers>;

type Any = Pick<Context<EndpointName>, 'caller' | 'params' | 'ifMatch'>;

async function shown(
  { deps, now }: Pick<Context<EndpointName>, 'deps' | 'now'>,
  changed: System | Promise<System>,
) {
  const system = await changed;
  const all = await deps.systems.load(now);
  return systemView(system, all.find(({ systemId }) => systemId === system.systemId)?.usedOn);
}

function changeOf({ params, ifMatch, caller }: Any) {
  return { systemId: params['systemId'] ?? '', ifMatch, actor: actorOf({ caller }) };
}

function actorOf({ caller }: Pick<Any, 'caller'>) {
  const { userId, row } = caller().account;
  return { actorId: userId, organizationId: row.organizationId };
}
