/** Promise: after a crash at any request, nothing is lost or half done, and a retry works. */
import { parts } from '../samples/samples.ts';
import { crashTests } from './crash-tests.ts';

crashTests('people', parts.people);
crashTests('own account', parts['own account']);
crashTests('second factors', parts['second factors']);
