/** Promise: each timer and mail queue of the service has a name in every language. */
import { expect, test } from 'vitest';
import { languages } from '../../src/policy/languages.ts';
import { serviceNames } from '../../src/portal/texts/service-names.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { timerTable } from '../../src/timers/timers.ts';

test.each(languages)('%s', (language) => {
  const { timers, queues } = serviceNames[language];
  expect(Object.keys(timers).sort()).toEqual(Object.keys(timerTable).sort());
  expect(Object.keys(queues).sort()).toEqual(Object.values(workQueues).sort());
});
