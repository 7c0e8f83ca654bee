/** What the crash test must know of an operation: how to prepare it, do it, and try it again. */
import type { ProblemCode } from '../../src/policy/problems.ts';
import type { Service } from '../support/harness.ts';
import type { World } from './world.ts';

export type Case = {
  /** The ids and addresses by which its rows are found. */
  about: readonly string[];
  work(on: Service): Promise<unknown>;
};

export type Sample = {
  /** Makes one more thing to work on, always alike. */
  arrange(world: World): Promise<Case>;
  /**
   * What trying again answers to somebody whose try had happened:
   * - `same`: a success, and nothing changes; `more`: a success, and it happens once more;
   * - `finishes`: a message or a timer that comes again by itself, and ends what was begun;
   * - a code: it is refused with that code, and nothing changes.
   */
  again: 'same' | 'more' | 'finishes' | ProblemCode;
  /** Acts on everything there is, so that one case is arranged only after the one before. */
  alone?: true;
  /** Each case needs a service of its own. */
  apart?: true;
  /** Only these tables, containers or `mailbox` are compared. */
  only?: readonly string[];
  /** What a try that came to nothing may leave, and why nobody is hurt by it. */
  leaves?: { lines: RegExp; since: string };
  /** Minutes after which repair takes it up; without it two. */
  repairedAfterMinutes?: number;
  /** Real seconds after which storage lets others try again. */
  waitSeconds?: number;
  /** Lists learn of it only at the next change. */
  listsLag?: true;
  /** Nobody administers the service yet. */
  bare?: true;
  /** Though not a GET, it changes nothing. */
  reads?: true;
  /** It changes nothing but how many passwords were tried. */
  onlyCounts?: true;
  /** Trying again has a consequence of its own, which another test holds. */
  followed?: true;
};
