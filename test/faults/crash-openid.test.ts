/** Promise: an interrupted change of a connected system, or sign-in there, is whole or absent. */
import { parts } from '../samples/samples.ts';
import { crashTests } from './crash-tests.ts';

crashTests('connected systems', parts['connected systems']);
