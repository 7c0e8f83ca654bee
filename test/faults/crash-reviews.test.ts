/** Promise: an interrupted review, answer or step of a review is finished later, and asked once. */
import { parts } from '../samples/samples.ts';
import { crashTests } from './crash-tests.ts';

crashTests('reviews', parts.reviews);
