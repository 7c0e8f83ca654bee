/** `POST /local/clock` moves the clock of the local process tree and runs what is then due. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { advance, offset } from './clock.ts';
import { json, type LocalAnswer } from './loopback-server.ts';
import type { LocalRequest } from './read-request.ts';

const path = '/local/clock';
const yearsMax = 10;

const order = z.strictObject({ advance: z.string() });

/** @param moved runs what is due and returns the names of what ran */
export function createTimeMachine(moved: () => Promise<string[]>) {
  return async ({ method, url, body }: LocalRequest): Promise<LocalAnswer | undefined> => {
    if (url.pathname !== path) return undefined;
    if (method === 'GET') return json(200, reading());
    if (method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' } };
    const milliseconds = millisecondsOf(body);
    if (milliseconds === undefined)
      return json(400, {
        error: `Give a duration of at most ${yearsMax} years, such as {"advance":"P30D"}, {"advance":"P6M"} or {"advance":"PT1H"}.`,
      });
    await advance(milliseconds);
    const ran = await moved();
    return json(200, { ...reading(), ran });
  };
}

const reading = () => ({
  now: new Date().toISOString(),
  ahead: Temporal.Duration.from({ milliseconds: offset() })
    .round({ largestUnit: 'day' })
    .toString(),
});

/** Months and years are calendar units, counted from now. */
function millisecondsOf(body: Buffer): number | undefined {
  try {
    const { advance: text } = order.parse(JSON.parse(body.toString('utf8')));
    const now = Temporal.Instant.fromEpochMilliseconds(Date.now()).toZonedDateTimeISO('UTC');
    const then = now.add(Temporal.Duration.from(text));
    const late = Temporal.ZonedDateTime.compare(then, now.add({ years: yearsMax })) > 0;
    const milliseconds = then.epochMilliseconds - now.epochMilliseconds;
    return late || milliseconds <= 0 ? undefined : milliseconds;
  } catch {
    return undefined;
  }
}
