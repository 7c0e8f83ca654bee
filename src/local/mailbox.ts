/** Accepts e-mails as Communication Services does, and shows them instead of sending them. */
import { z } from 'zod';
import { logToStderr } from './host-log.ts';
import { type Certificate, json, type LocalAnswer, serveLoopback } from './loopback-server.ts';
import { mailConnectionString } from './mail-access.ts';
import { createMailApi } from './mail-api.ts';
import { createFaults, type Faults, faultOrder } from './mail-faults.ts';
import type { KeptMail } from './mail-message.ts';
import { createQuota, type Quota } from './mail-quota.ts';
import { type MailStore, openMailStore } from './mail-store.ts';
import { htmlPart, listPage, messagePage, notFoundPage } from './mailbox-page.ts';
import type { LocalRequest } from './read-request.ts';

export type MailboxOptions = {
  /** 0 or undefined for a free port. */
  port?: number;
  /** Where e-mails are stored; they stay in memory without one. */
  folder?: string;
  /** E-mails that it begins with, oldest first. */
  mails?: readonly KeptMail[];
  /** Requests over quota get 429 with Retry-After; unlimited by default. */
  quota?: Quota;
  /** Clock for the quota, in milliseconds since 1970; the machine's by default. */
  clock?: () => number;
  /** Makes the mailbox speak HTTPS, which clients require to send a bearer token. */
  secure?: Certificate;
};

export type Mailbox = {
  url: string;
  /** For `EmailClient`. */
  connectionString: string;
  /** @param to only e-mails to this address, in any case @returns e-mails, newest first */
  messages(to?: string): readonly KeptMail[];
  stop(): Promise<void>;
};

/** @throws StartError if the port is taken or the stored e-mails are damaged */
export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const store = openMailStore(options.folder);
  for (const mail of options.mails ?? []) store.add(mail);
  const faults = createFaults();
  const api = createMailApi({
    store,
    faults,
    quota: createQuota(options.quota ?? {}, options.clock),
  });
  const server = await serveLoopback(
    options.port ?? 0,
    async (request) =>
      misdirected(request) ??
      api(request) ??
      answerJson(request, store, faults) ??
      answerPage(request, store),
    (error) =>
      logToStderr({
        level: 'error',
        source: 'host',
        category: 'Host',
        message: `mailbox: ${error}`,
      }),
    options.secure,
  );
  return {
    url: server.url,
    connectionString: mailConnectionString(server.url),
    messages: (to) => mailsTo(store, to),
    stop: () => server.stop(),
  };
}

/** Prevents DNS rebinding: a web site must not read the mailbox through its own host name. */
function misdirected({ url }: LocalRequest): LocalAnswer | undefined {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return undefined;
  return json(421, { error: 'The mailbox is available only at 127.0.0.1.' });
}

function mailsTo(store: MailStore, to?: string): readonly KeptMail[] {
  const wanted = to?.toLowerCase();
  return store
    .all()
    .filter(
      (mail) => wanted === undefined || mail.to.some((address) => address.toLowerCase() === wanted),
    );
}

/** Serves `/mailbox/messages`, `/mailbox/messages/ID` and `/mailbox/faults`, for tests. */
function answerJson(
  { method, url, body }: LocalRequest,
  store: MailStore,
  faults: Faults,
): LocalAnswer | undefined {
  const [, first, kind, id] = url.pathname.split('/');
  if (first !== 'mailbox') return undefined;
  const asked = `${method} ${kind}${id === undefined ? '' : '/ID'}`;
  if (asked === 'GET messages')
    return json(200, { messages: mailsTo(store, url.searchParams.get('to') ?? undefined) });
  if (asked === 'GET messages/ID') {
    const mail = store.find(id ?? '');
    return mail === undefined ? json(404, { error: 'There is no such e-mail.' }) : json(200, mail);
  }
  if (asked === 'DELETE messages') store.clear();
  else if (asked === 'DELETE faults') faults.clear();
  else if (asked === 'POST faults') {
    const order = faultOrder.safeParse(parseJson(body));
    if (!order.success) return json(400, { error: z.prettifyError(order.error) });
    faults.order(order.data);
  } else return json(404, { error: 'There is nothing at this address.' });
  return { status: 204 };
}

function answerPage({ method, url }: LocalRequest, store: MailStore): LocalAnswer {
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' } };
  if (url.pathname === '/') return listPage(store.all(), url.searchParams.get('to') ?? '');
  const [, id, part] = /^\/messages\/([^/]+)(\/html)?$/.exec(url.pathname) ?? [];
  const mail = id === undefined ? undefined : store.find(id);
  if (mail === undefined) return notFoundPage();
  return part === undefined ? messagePage(mail) : htmlPart(mail);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
