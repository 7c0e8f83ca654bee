/** What became of a link that no longer opens, and where to go on from here. */
import type { ClosedLink as Closed } from '../../policy/link-states.ts';
import { useTexts } from '../language.tsx';
import { closedLinkText, closedLinkTexts } from '../texts/closed-links.ts';

/** States in which the person can sign in as ever. */
const signsIn = (link: Closed): boolean =>
  link.state === 'used' ||
  ((link.purpose === 'keep_alive' || link.purpose === 'address_change') &&
    (link.state === 'expired' || link.state === 'ended'));

const asksAnew = ({ purpose, state }: Closed): boolean =>
  purpose === 'password_reset' && (state === 'expired' || state === 'ended');

export function ClosedLink({ link }: { link: Closed }) {
  const texts = useTexts(closedLinkTexts);
  return (
    <>
      <p>{closedLinkText(texts, link)}</p>
      {signsIn(link) && (
        <p>
          <a href="/sign-in">{texts.signIn}</a>
        </p>
      )}
      {asksAnew(link) && (
        <p>
          <a href="/forgot-password">{texts.newPassword}</a>
        </p>
      )}
    </>
  );
}
