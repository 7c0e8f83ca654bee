/** Promise: an interrupted timer, message or administrator's request is finished later. */
import { crashTests } from './crash-tests.ts';
import { queue } from './samples-queue.ts';
import { service } from './samples-service.ts';
import { runs, timers } from './samples-timers.ts';

crashTests('service', service);
crashTests('queues', queue);
crashTests('timers', { ...timers, ...runs });
