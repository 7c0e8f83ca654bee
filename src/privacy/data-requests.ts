/** The rights of the data subject: a request, its deadline of a month, and the reply. */

import { randomUUID } from 'node:crypto';
import { mail, requirePerson } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { DataRequestKind } from '../policy/data-request-kinds.ts';
import { dayOf, isDayOver } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { type Account, type DataRequest, loadReadable } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { readPeople } from '../store/directory.ts';

type Filing = { kind: DataRequestKind; note?: string | undefined };

/** @returns the request with its deadline. @throws Refusal too_many_data_requests */
export async function fileDataRequest(
  deps: Deps,
  loaded: Account,
  { kind, note }: Filing,
  now: string,
): Promise<DataRequest> {
  const dueOn = dayOf(laterBy(now, limit.dataRequestDays * dayMs));
  const filed = { id: randomUUID(), kind, note, filedAt: now, dueOn };
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    const { row, dataRequests } = requirePerson(account);
    if (dataRequests.length >= limit.dataRequestsMax) throw new Refusal('too_many_data_requests');
    const after = [...dataRequests, filed];
    return {
      kind: 'data_request_filed',
      // The kind of request, never the person's words: events hold no personal data.
      data: { requestId: filed.id, kind, dueOn },
      row: { ...row, requestDueOn: oldestDue(after) },
      dataRequests: after,
      effects: {
        project: true,
        mails: [mail('data_request_received', 'later', 'administrators')],
      },
    };
  });
  return filed;
}

type Answer = {
  loaded: Account;
  actorId: string;
  requestId: string;
  outcome: 'done' | 'declined';
  answer: string;
};

/** @throws Refusal no_request if there is none or it has been answered */
export async function answerDataRequest(
  deps: Deps,
  { loaded, actorId, requestId, outcome, answer }: Answer,
  now: string,
): Promise<void> {
  await changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row, dataRequests } = requirePerson(account);
    const open = dataRequests.find(({ id, answeredAt }) => id === requestId && !answeredAt);
    if (!open) throw new Refusal('no_request');
    const answered = { ...open, answeredAt: now, outcome, answer };
    const after = dataRequests.map((request) => (request === open ? answered : request));
    return {
      kind: 'data_request_answered',
      data: { requestId, kind: open.kind, outcome },
      row: { ...row, requestDueOn: oldestDue(after) },
      dataRequests: after,
      effects: { project: true, mails: [mail('data_request_answered')] },
    };
  });
}

/** @returns open requests, most urgent first. One request a thousand people, and one each. */
export async function listDataRequests(deps: Pick<Deps, 'store'>, now: string) {
  const people: string[] = [];
  for await (const { userId } of readPeople(deps.store, { dataRequestOpen: true }))
    people.push(userId);
  const accounts = await Promise.all(people.map((userId) => loadReadable(deps.store, userId)));
  return accounts
    .flatMap((account) => (account ? openRequests(account, now) : []))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

function openRequests({ userId, person, dataRequests }: Account, now: string) {
  if (!person) return [];
  const { firstName, lastName, email } = person;
  return dataRequests
    .filter(({ answeredAt }) => !answeredAt)
    .map((request) => ({
      ...requestView(request),
      userId,
      firstName,
      lastName,
      email,
      late: isDayOver(request.dueOn, now),
    }));
}

export function requestView(request: DataRequest) {
  const { id, kind, note, filedAt, dueOn, answeredAt, outcome, answer } = request;
  return { requestId: id, kind, note, filedAt, dueOn, answeredAt, outcome, answer };
}

function oldestDue(requests: readonly DataRequest[]): string | undefined {
  return requests
    .filter(({ answeredAt }) => !answeredAt)
    .map(({ dueOn }) => dueOn)
    .sort()[0];
}
