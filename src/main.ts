/** The only file that registers functions: it loops over the endpoint, queue and timer tables. */
import { app, type HttpResponseInit, output } from '@azure/functions';
import { routes } from './api/routes.ts';
import type { EndpointName } from './api.ts';
import { logLine, withinInvocation } from './invocation.ts';
import { start } from './start.ts';
import type { WorkQueue } from './store/work.ts';
import { queueFunctions, workQueues } from './store/work-queues.ts';
import { type TimerName, timerTable } from './timers/timers.ts';

const application = start(process.env, __dirname);

/** Shared, because the library takes longer to make each one than to register its function. */
const httpOutput = output.http({});

for (const name of Object.keys(routes) as EndpointName[]) {
  const [method, route] = routes[name];
  app.http(name, {
    methods: [method],
    route,
    authLevel: 'anonymous',
    return: httpOutput,
    handler: (request, context) =>
      withinInvocation(context, async (id) =>
        toAzure(await application.serve(name, request, { ...request.params }, id)),
      ),
  });
}

/** Named to sort last: the host tries functions in name order, and this one matches any path. */
app.http('zzzPortal', {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  route: '{*path}',
  authLevel: 'anonymous',
  handler: (request, context) =>
    withinInvocation(context, async (id) => toAzure(await application.servePortal(request, id))),
});

for (const [queue, queueName] of Object.entries(workQueues) as [WorkQueue, string][])
  app.storageQueue(queueFunctions[queue], {
    queueName,
    connection: 'AzureWebJobsStorage',
    handler: (message, context) =>
      withinInvocation(context, () =>
        application.handleMail(
          queue,
          message,
          Number(context.triggerMetadata?.['dequeueCount'] ?? 1),
          Date.parse(String(context.triggerMetadata?.['expirationTime'])) || undefined,
        ),
      ),
  });

for (const name of Object.keys(timerTable) as TimerName[])
  app.timer(name, {
    schedule: timerTable[name].schedule,
    handler: (_, context) =>
      withinInvocation(context, async () => {
        const counts = await application.runTimer(name);
        logLine('timer_done', { timer: name, ...counts });
      }),
  });

/** Cookies are passed separately: the programming model keeps only one header of each name. */
async function toAzure(response: Response): Promise<HttpResponseInit> {
  const headers = Object.fromEntries([...response.headers].filter(([key]) => key !== 'set-cookie'));
  const cookies = response.headers.getSetCookie().map(parseCookie);
  return {
    status: response.status,
    headers,
    cookies,
    ...(response.body && { body: response.body }),
  };
}

function parseCookie(line: string) {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  const maxAge = Number(/Max-Age=(\d+)/.exec(line)?.[1] ?? 0);
  const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;
  return { name, value, maxAge, ...attributes };
}
