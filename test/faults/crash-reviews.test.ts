/** Promise: an interrupted review, answer or step of a review is finished later, and asked once. */
import { crashTests } from './crash-tests.ts';
import { reviews } from './samples-reviews.ts';

crashTests('reviews', reviews);
