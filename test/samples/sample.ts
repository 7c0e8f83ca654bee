/** What the crash test knows about an operation: how to prepare, run and retry it. */
import type { Endpoint } from '../../src/api.ts';
import type { ProblemCode } from '../../src/policy/problems.ts';
import type { Service } from '../support/harness.ts';
import type { World } from './open-world.ts';

export type Case = {
  /** Ids and addresses that identify its rows. */
  about: readonly string[];
  /** What has arrived outside storage, as lines to compare. */
  elsewhere?(): readonly string[];
  work(on: Service): Promise<unknown>;
};

export type Sample = {
  /** Creates one more case, identical except for its ids. */
  arrange(world: World): Promise<Case>;
  /**
   * The outcome of a retry after the first attempt took effect:
   * - `same`: succeeds without changes; `more`: succeeds and takes effect again;
   * - `finishes`: a message or timer that recurs by itself and completes the work;
   * - a code: is refused with that code, without changes.
   */
  again: 'same' | 'more' | 'finishes' | ProblemCode;
  /** Acts on everything, so that each case is arranged after the previous one. */
  alone?: true;
  /** Each case needs its own service. */
  apart?: true;
  /** Only these tables, containers or `mailbox` are compared. */
  only?: readonly string[];
  /** Rows that a failed attempt may leave, and why they are harmless. */
  leaves?: { lines: RegExp; since: string };
  /** Minutes after which repair handles it; 2 by default. */
  repairedAfterMinutes?: number;
  /** Hides messages for a while. */
  hides?: true;
  /** Lists are updated only at the next change. */
  listsLag?: true;
  /** The service has no administrator yet. */
  bare?: true;
  /** Changes nothing although it is not a GET. */
  reads?: true;
  /** Changes only the count of password attempts. */
  onlyCounts?: true;
  /** Changes nothing here: it calls a connected system, as test/openid/back-channel.test.ts verifies. */
  calls?: true;
  /** A retry has its own effect, which another test verifies. */
  followed?: true;
};

/** A sample for each of these operations, and others for some of their cases. */
export type SamplesOf<N extends string> = Record<N, Sample> & Record<string, Sample>;

/** All routes but GET can write, and so can reading events, which is recorded. */
type Writing = { method: Exclude<Endpoint['method'], 'GET'> } | { permission: 'audit.read' };

/** A sample for each route of a table that can write. */
export type Samples<T extends Record<string, Endpoint>> = SamplesOf<
  { [N in keyof T & string]: T[N] extends Writing ? N : never }[keyof T & string]
>;
