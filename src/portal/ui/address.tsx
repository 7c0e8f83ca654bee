/** An e-mail address that may break before its domain and after its dots, except the last. */
import { shownDomain } from '../shown-domain.ts';

export function Address({ email }: { email: string }) {
  const at = email.lastIndexOf('@');
  const parts = [
    ...email.slice(0, at).split(/(?<=[.])/),
    ...shownDomain(email.slice(at)).split(/(?<=[.])(?=[^.]*[.])/),
  ];
  return <>{parts.map((part, index) => [index > 0 && <wbr />, part])}</>;
}
