/**
 * Outgoing requests reach only hosts that the settings name and follow no redirects; those to this
 * machine bypass the proxy of the environment.
 */
import {
  createDefaultHttpClient,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineRequest,
  redirectPolicyName,
} from '@azure/core-rest-pipeline';

/**
 * 127.0.0.0/8 and ::1 (RFC 6890), the names for them (RFC 6761), and 169.254.0.0/16, where Azure tells
 * a machine who it is: a proxy would reach another machine there.
 */
const own =
  /^(localhost|.*\.localhost|127(\.\d+){3}|169\.254(\.\d+){2}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])\.?$/;

/** @param hostname as `URL` has it */
export const isThisMachine = (hostname: string): boolean => own.test(hostname);

/** The libraries chose the proxy by then (HTTP_PROXY and the like): it is an agent. */
export function withoutProxy(request: Pick<PipelineRequest, 'url' | 'agent'>): void {
  if (isThisMachine(new URL(request.url).hostname)) delete request.agent;
}

const sender = createDefaultHttpClient();

/**
 * @param hosts names of the hosts that requests may go to, beside this machine
 * @returns `options` for clients of tables, of e-mail and of identity, and `apply`, which does the same
 *   for the pipeline of a client of queues or blobs; the clients that it makes share the pipeline
 */
export function outgoing(hosts: readonly string[]) {
  const check = (request: PipelineRequest) => {
    const { hostname } = new URL(request.url);
    if (!isThisMachine(hostname) && !hosts.includes(hostname))
      throw new Error('an outgoing request was refused: no setting names its host');
    withoutProxy(request);
  };
  const httpClient: HttpClient = {
    async sendRequest(request) {
      check(request);
      return sender.sendRequest(request);
    },
  };
  const policy: PipelinePolicy = {
    name: 'outgoing',
    async sendRequest(request, next) {
      check(request);
      return next(request);
    },
  };
  return {
    options: { httpClient, redirectOptions: { maxRetries: 0 } },
    apply(pipeline: Pipeline): void {
      pipeline.removePolicy({ name: redirectPolicyName });
      pipeline.addPolicy(policy, { afterPhase: 'Retry' });
    },
  };
}

/** For clients of what runs on this machine. */
export const toThisMachine = outgoing([]);
