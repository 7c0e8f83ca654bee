/** Explains a problem and what to do next. */
import type { ComponentChildren } from 'preact';
import type { ProblemError } from '../../client/client.ts';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { problemTexts } from '../texts/problems.ts';
import { ClosedLink } from './closed-link.tsx';
import { Note } from './note.tsx';

type ProblemNoteProps = { problem: ProblemError | undefined; children?: ComponentChildren };

export function ProblemNote({ problem, children }: ProblemNoteProps) {
  const words = useTexts(common);
  const texts = useTexts(problemTexts);
  if (!problem) return null;
  const ours = problem.status === 0 || problem.status >= 500;
  const title = problem.code === 'not_allowed' ? words.refused : ours ? words.failed : undefined;
  return (
    <Note kind="error" title={title} live>
      {problem.link ? (
        <ClosedLink link={problem.link} />
      ) : (
        <p>{texts[problem.code] ?? texts.internal_error}</p>
      )}
      {problem.retryAfterSeconds !== undefined && (
        <p>{words.waitSeconds(problem.retryAfterSeconds)}</p>
      )}
      {children}
    </Note>
  );
}
