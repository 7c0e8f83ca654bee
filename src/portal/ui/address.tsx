/** An e-mail address that may break before its domain. */
import { shownDomain } from '../shown-domain.ts';

export function Address({ email }: { email: string }) {
  const at = email.lastIndexOf('@');
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {shownDomain(email.slice(at))}
    </>
  );
}
