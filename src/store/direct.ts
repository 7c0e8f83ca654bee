/** What is sent to this machine never goes through a proxy; for other hosts the environment decides. */
import {
  createDefaultHttpClient,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineRequest,
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

const policy: PipelinePolicy = {
  name: 'direct',
  sendRequest(request, next) {
    withoutProxy(request);
    return next(request);
  },
};

const sender = createDefaultHttpClient();
const httpClient: HttpClient = {
  sendRequest(request) {
    withoutProxy(request);
    return sender.sendRequest(request);
  },
};

/** Options for clients of tables, of mail and of identity, which drops policies given to it. */
export const directly = { httpClient };

/**
 * Adds the policy to the pipeline of a client of queues or blobs, which takes none when it is made; the
 * clients that it makes share the pipeline.
 */
export function sendDirectly(pipeline: Pipeline): void {
  pipeline.addPolicy(policy, { afterPhase: 'Retry' });
}
