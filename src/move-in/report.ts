/** Counts the lines of a file by bucket; the buckets add up to the lines. */
import {
  type BroughtOnRequest,
  type Bucket,
  comesAlong,
  type MoveInNote,
} from '../policy/move-in-buckets.ts';
import type { Classified } from './classify.ts';

/** The buckets that the operator wants in addition. */
export type Wanted = readonly BroughtOnRequest[];

export type Report = {
  /** People in the file. */
  total: number;
  buckets: Record<Bucket, number>;
  /** Of the people who move in. */
  notes: Record<MoveInNote, number>;
  /** People who are to be here, and those of them who are. */
  expected: number;
  here: number;
  difference: number;
};

export function emptyReport(): Report {
  return {
    total: 0,
    buckets: { ...noBuckets },
    notes: { ...noNotes },
    ...{ expected: 0, here: 0, difference: 0 },
  };
}

const noBuckets: Record<Bucket, number> = {
  ...{ invalid: 0, conflict: 0, several_memberships: 0, unknown_role: 0 },
  ...{ blocked: 0, lapsed: 0, merged: 0, fine: 0 },
};

const noNotes: Record<MoveInNote, number> = {
  ...{ several_roles: 0, never_signed_in: 0, last_sign_in_unknown: 0, old_password: 0 },
  ...{ new_password: 0, hash_malformed: 0, hash_unsupported: 0, hash_too_costly: 0 },
};

/** Adds the line to the report. */
export function count(report: Report, line: Classified, wanted: Wanted): void {
  report.total++;
  report.buckets[line.bucket]++;
  if (!comesAlong(line.bucket, wanted)) return;
  report.expected++;
  if (line.isHere) report.here++;
  report.difference = report.expected - report.here;
  for (const note of line.notes) report.notes[note]++;
}
