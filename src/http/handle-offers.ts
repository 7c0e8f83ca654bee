/** Moving between organizations by offer: from the request to the operation and back. */
import { viewOf } from '../accounts/account.ts';
import { acceptOffer, declineOffer, loadOffered } from '../accounts/answer-offer.ts';
import { offerTransfer, withdrawOffer } from '../accounts/offer.ts';
import { listOffers } from '../accounts/offers.ts';
import type { EndpointName } from '../api.ts';
import type { Account } from '../store/accounts.ts';
import { countToday } from '../store/daily-limits.ts';
import { listOrganizations } from '../store/organizations.ts';
import type { Context, Handlers } from './context.ts';
import { organizationAsked } from './organization-asked.ts';

type Any = Pick<Context<EndpointName>, 'deps' | 'now' | 'caller' | 'ifMatch'>;

export const offerHandlers = {
  async offerUser(context) {
    const { body, deps, now } = context;
    const request = { ...by(context, context.user()), organizationId: body.organizationId };
    await countToday(deps, { offer_by: request.actorId }, now);
    return view(context, await offerTransfer(deps, request, now));
  },
  async withdrawOffer(context) {
    const request = by(context, context.user());
    return view(context, await withdrawOffer(context.deps, request, context.now));
  },
  async listTransferTargets({ deps }) {
    const open = (await listOrganizations(deps.store)).filter(({ row }) => !row.closedAt);
    return { items: open.map(({ organizationId, row: { name } }) => ({ organizationId, name })) };
  },
  async listOffers(context) {
    const { deps, now, query } = context;
    const asked = organizationAsked(context, query.organizationId);
    return { items: await listOffers(deps, asked, now) };
  },
  async acceptOffer(context) {
    const request = by(context, await offered(context));
    return view(context, await acceptOffer(context.deps, request, context.now));
  },
  async declineOffer(context) {
    await declineOffer(context.deps, by(context, await offered(context)), context.now);
  },
} satisfies Partial<Handlers>;

function offered(context: Context<'acceptOffer' | 'declineOffer'>): Promise<Account> {
  const { deps, now, params } = context;
  const asked = organizationAsked(context, undefined);
  return loadOffered(deps, params['userId'] ?? '', asked, now);
}

function by({ caller, ifMatch }: Any, loaded: Account) {
  const { userId, row } = caller().account;
  return { loaded, actorId: userId, actorRole: row.role, ifMatch };
}

function view({ deps, now }: Any, account: Account) {
  return viewOf(account, deps.policy, now);
}
