/** A person in a review; the address tells people of the same name apart. */
import { fullName } from '../../../policy/full-name.ts';
import { Address } from '../../ui/address.tsx';
import type { ReviewedPerson } from './review.tsx';

export const nameOf = ({ firstName = '', lastName = '' }: ReviewedPerson): string =>
  fullName({ firstName, lastName });

/** @param href page that the name leads to, if any */
export function Named({ person, href }: { person: ReviewedPerson; href?: string }) {
  const name = nameOf(person);
  return (
    <>
      {href ? <a href={href}>{name}</a> : name}
      {person.email && (
        <span class="beside">
          <Address email={person.email} />
        </span>
      )}
    </>
  );
}
