/** Saves a change to a person; if somebody else changed it meanwhile, shows both versions first. */
import { useState } from 'preact/hooks';
import { ProblemError } from '../../../client/client.ts';
import { useAction } from '../../action.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { PartProps, User } from './person.tsx';

type Attempt = {
  save: (ifMatch: string) => Promise<User>;
  /** Each field's name, saved value and wanted value. */
  rows: (now: User) => readonly (readonly [name: string, now: string, yours: string])[];
  said: string;
};

/** @returns `run` for the form, and the question that replaces the form while it is open */
export function useDecision({ user, changed }: PartProps) {
  const words = useTexts(common);
  const [open, setOpen] = useState<{ now: User; attempt: Attempt }>();

  async function run(attempt: Attempt, ifMatch = user.etag): Promise<void> {
    try {
      const saved = await attempt.save(ifMatch);
      setOpen(undefined);
      changed(saved, attempt.said);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await client.readUser({ params: { userId: user.userId } });
      setOpen({ now, attempt });
    }
  }

  const again = useAction(async ({ now, attempt }: NonNullable<typeof open>) =>
    run(attempt, now.etag),
  );
  const question = open && (
    <>
      <ProblemNote problem={again.problem} />
      <Conflict
        rows={open.attempt.rows(open.now)}
        onKeepTheirs={() => {
          setOpen(undefined);
          changed(open.now, words.nowShown);
        }}
        onKeepYours={() => again.run(open)}
      />
    </>
  );
  return { run, question };
}

export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'changed_meanwhile';
}
