/**
 * Outgoing requests reach only hosts named in the settings and follow no redirects; those to this
 * machine bypass the environment's proxy.
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
 * 127.0.0.0/8 and ::1 (RFC 6890), their names (RFC 6761), and 169.254.0.0/16, where Azure serves a
 * machine's identity: through a proxy these would reach another machine.
 */
const own =
  /^(localhost|.*\.localhost|127(\.\d+){3}|169\.254(\.\d+){2}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])\.?$/;

/** @param hostname in the form of `URL.hostname` */
export const isThisMachine = (hostname: string): boolean => own.test(hostname);

/** By now the libraries have chosen the proxy (HTTP_PROXY and the like) as the agent. */
export function withoutProxy(
  request: Pick<PipelineRequest, 'url' | 'agent'>,
  { hostname } = new URL(request.url),
): void {
  if (isThisMachine(hostname)) delete request.agent;
}

const sender = createDefaultHttpClient();

/**
 * @param hosts the hosts that requests may go to, in addition to this machine
 * @returns `options` for table, e-mail and identity clients, and `apply`, which does the same for
 *   the pipeline of a queue or blob client; the clients it creates share the pipeline
 */
export function outgoing(hosts: readonly string[]) {
  const check = (request: PipelineRequest) => {
    const url = new URL(request.url);
    if (!isThisMachine(url.hostname) && !hosts.includes(url.hostname))
      throw new Error('an outgoing request was refused: no setting names its host');
    withoutProxy(request, url);
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

/** For clients of services on this machine. */
export const toThisMachine = outgoing([]);
