/** Offers between organizations: from the request to the operation and back. */
import { acceptOffer, declineOffer, loadOffered } from '../accounts/answer-offer.ts';
import { offerTransfer, withdrawOffer } from '../accounts/offer.ts';
import { listOffers } from '../accounts/offers.ts';
import type { Account } from '../store/accounts.ts';
import { countToday } from '../store/daily-limits.ts';
import { listOrganizations } from '../store/organizations.ts';
import type { Context, Handlers } from './context.ts';
import { accountView, actionOn } from './on-account.ts';
import { organizationAsked } from './organization-asked.ts';

export const offerHandlers = {
  async offerUser(context) {
    const { body, deps, now } = context;
    const request = { ...actionOn(context, context.user()), organizationId: body.organizationId };
    await countToday(deps, { offer_by: request.actorId }, now);
    return accountView(context, await offerTransfer(deps, request, now));
  },
  async withdrawOffer(context) {
    const request = actionOn(context, context.user());
    return accountView(context, await withdrawOffer(context.deps, request, context.now));
  },
  async listTransferTargets({ deps }) {
    const open = (await listOrganizations(deps.store)).filter(({ row }) => !row.closedAt);
    return { items: open.map(({ organizationId, row: { name } }) => ({ organizationId, name })) };
  },
  async listOffers(context) {
    const { deps, now, query } = context;
    const organizationId = organizationAsked(context, query.organizationId);
    const { direction } = query;
    return { items: await listOffers(deps, { organizationId, direction }, now) };
  },
  async acceptOffer(context) {
    const request = actionOn(context, await offered(context));
    return accountView(context, await acceptOffer(context.deps, request, context.now));
  },
  async declineOffer(context) {
    await declineOffer(context.deps, actionOn(context, await offered(context)), context.now);
  },
} satisfies Partial<Handlers>;

function offered(context: Context<'acceptOffer' | 'declineOffer'>): Promise<Account> {
  const { deps, now, params } = context;
  const asked = organizationAsked(context, undefined);
  return loadOffered(deps, params['userId'] ?? '', asked, now);
}
