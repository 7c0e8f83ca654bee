/** What happens to the account next, and when, unless somebody acts. */
import { useTexts } from '../../language.tsx';
import { DateText } from '../../ui/date.tsx';
import { texts as stepTexts } from '../upcoming/texts.ts';
import type { User } from './person.tsx';
import { texts } from './texts.ts';

export function NextSteps({ user }: { user: User }) {
  const text = useTexts(texts);
  const { steps } = useTexts(stepTexts);
  const { status, next, deactivateAt, eraseAt, invitationExpiresAt } = user;
  const ahead: readonly (readonly [at: string | undefined, what: string])[] = [
    [
      next && !['deactivate', 'erase'].includes(next.step) ? next.at : undefined,
      next ? steps[next.step] : '',
    ],
    [status === 'invited' ? invitationExpiresAt : undefined, text.invitationEnds],
    [status === 'active' ? deactivateAt : undefined, endOf(user, text)],
    [eraseAt, steps.erase],
  ];
  const known = ahead.flatMap(([at, what]) => (at ? [{ at, what }] : []));
  if (known.length === 0) return null;
  const sorted = known.sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <>
      <p class="next-title">{text.next}</p>
      <ol class="next">
        {sorted.map(({ at, what }) => (
          <li key={what}>
            <DateText at={at} /> {what}
          </li>
        ))}
      </ol>
    </>
  );
}

type Words = Readonly<Record<'employmentEnd' | 'lapse', string>>;

/** An account ends with the employment, or when it has not been used for long. */
function endOf({ employmentEndsOn, deactivateAt = '' }: User, text: Words): string {
  // A day ends at the midnight after it, which is the same day in UTC.
  const byEmployment = deactivateAt.slice(0, 10) === employmentEndsOn;
  return byEmployment ? text.employmentEnd : text.lapse;
}
