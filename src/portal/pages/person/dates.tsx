/** The dates of the account's history. */
import { useTexts } from '../../language.tsx';
import { DateText } from '../../ui/date.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { User } from './person.tsx';
import { texts } from './texts.ts';

export function Dates({ user }: { user: User }) {
  const text = useTexts(texts);
  const day = (at: string | undefined) => at && <DateText at={at} />;
  return (
    <Facts
      rows={[
        [text.invitedAt, day(user.invitedAt)],
        [text.invitationExpires, day(user.invitationExpiresAt)],
        [text.activatedAt, day(user.activatedAt)],
        [text.lastActivityAt, day(user.lastActivityAt)],
        [text.deactivateAt, user.status === 'active' && day(user.deactivateAt)],
        [text.deactivatedAt, day(user.deactivatedAt)],
        [text.eraseAt, day(user.eraseAt)],
        [text.mailFailedAt, day(user.mailFailedAt)],
      ]}
    />
  );
}
