/** Promise: after a crash at any request, nothing is lost or half done, and a retry works. */
import { expect, test } from 'vitest';
import { api, type Endpoint } from '../../src/api.ts';
import { workKinds } from '../../src/store/work.ts';
import { timerTable } from '../../src/timers/timers.ts';
import { crashTests } from './crash-tests.ts';
import { factors } from './samples-factors.ts';
import { openid } from './samples-openid.ts';
import { own } from './samples-own.ts';
import { people } from './samples-people.ts';
import { queue } from './samples-queue.ts';
import { reviews } from './samples-reviews.ts';
import { service } from './samples-service.ts';
import { signals } from './samples-signals.ts';
import { runs, timers } from './samples-timers.ts';

/** Routes other than GET can write, and so can reading the audit log, which is recorded. */
const routes = Object.entries<Endpoint>(api)
  .filter(([, { method, permission }]) => method !== 'GET' || permission === 'audit.read')
  .map(([name]) => name);

test.each([
  [
    'route',
    routes,
    { ...people, ...own, ...factors, ...service, ...openid, ...signals, ...runs, ...reviews },
  ],
  ['timer', Object.keys(timerTable), { ...timers, ...reviews }],
  ['queue consumer', workKinds(), queue],
] as const)(
  'every %s that writes has a sample in test/faults/samples-*.ts',
  (_, names, samples) => {
    expect(names.filter((name) => !Object.keys(samples).includes(name))).toEqual([]);
  },
);

crashTests('people', people);
crashTests('own account', own);
crashTests('second factors', factors);
