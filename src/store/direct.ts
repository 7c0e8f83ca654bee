/** What is sent to this machine never goes through a proxy; for other hosts the environment decides. */
import {
  createDefaultHttpClient,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  proxyPolicy,
} from '@azure/core-rest-pipeline';

/**
 * 127.0.0.0/8 and ::1 (RFC 6890), the names for them (RFC 6761), and 169.254.0.0/16, where Azure tells
 * a machine who it is: a proxy would reach another machine there.
 */
const own =
  /^(localhost|.*\.localhost|127(\.\d+){3}|169\.254(\.\d+){2}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])\.?$/;

const isOwn = (url: string): boolean => own.test(new URL(url).hostname);

const sender = createDefaultHttpClient();

/** Made when first needed: it reads the environment, and fails on a proxy that is no URL. */
let byEnvironment: PipelinePolicy | undefined;

/** Sends past every proxy, or through the one that the environment names. */
const direct: PipelinePolicy = {
  name: 'direct',
  sendRequest(request, next) {
    delete request.agent;
    if (isOwn(request.url)) return next(request);
    byEnvironment ??= proxyPolicy();
    return byEnvironment.sendRequest(request, next);
  },
};

const httpClient: HttpClient = {
  sendRequest: (request) => direct.sendRequest(request, (passed) => sender.sendRequest(passed)),
};

/**
 * For clients of queues and blobs, which also need the policy `direct` in their pipeline. Left alone,
 * the libraries read the environment when a client is made; they get a proxy that is then taken away.
 */
export const noProxyYet = { proxyOptions: { host: 'http://127.0.0.1', port: 9 } };

/** For clients of tables, of mail and of identity, which drops policies. */
export const directly = { ...noProxyYet, httpClient };

/**
 * Adds the policy to the pipeline of a client of queues or blobs, which takes none when it is made; the
 * clients that it makes share the pipeline.
 */
export function sendDirectly(pipeline: Pipeline): void {
  pipeline.addPolicy(direct, { afterPhase: 'Retry' });
}
