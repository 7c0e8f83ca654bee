/** Promise: an interrupted timer, message or administrator's request is finished later. */
import { parts } from '../samples/samples.ts';
import { crashTests } from './crash-tests.ts';

crashTests('service', parts.service);
crashTests('queues', parts.queues);
crashTests('timers', parts.timers);
crashTests('runs', parts.runs);
