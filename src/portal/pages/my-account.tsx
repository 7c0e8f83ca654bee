/** The person's own account at a glance. */
import { roleNames } from '../../policy/role-names.ts';
import { useLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../pages.ts';
import { useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Facts } from '../ui/facts.tsx';
import { Heading } from '../ui/heading.tsx';

export default function MyAccount({ title }: PageProps) {
  const words = useTexts(common);
  const { language } = useLanguage();
  const { me } = useSession();
  if (!me) return null;
  return (
    <>
      <Heading>{title}</Heading>
      <Facts
        rows={[
          [words.name, `${me.firstName} ${me.lastName}`],
          [words.email, me.email],
          [words.role, roleNames[language][me.role]],
        ]}
      />
    </>
  );
}
