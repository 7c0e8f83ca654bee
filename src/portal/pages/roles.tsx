/** What each role may do, from the table of permissions that the service enforces. */
import { roleNames } from '../../policy/role-names.ts';
import { type Permission, permissions, roles, scopeOf } from '../../policy/roles.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { permissionTexts } from '../texts/permissions.ts';
import { Heading } from '../ui/heading.tsx';
import { Table } from '../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Mitä kukin rooli saa tehdä ja missä. Roolin antaa organisaation pääkäyttäjä tai ylläpitäjä, ja se vaikuttaa heti.',
    guide: 'Ohjeet rooleittain',
    may: 'Oikeus',
  },
  sv: {
    lead: 'Vad varje roll får göra och var. Rollen ges av organisationens huvudanvändare eller en administratör, och den gäller genast.',
    guide: 'Handledning för varje roll',
    may: 'Rättighet',
  },
  en: {
    lead: "What each role may do, and where. The organization's primary user or an administrator assigns a role, with immediate effect.",
    guide: 'Guide for each role',
    may: 'Permission',
  },
});

export default function Roles({ title }: PageProps) {
  const text = useTexts(texts);
  const { may, reach, no } = useTexts(permissionTexts);
  const { language } = useLanguage();
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <p>
        <a href="/guide">{text.guide}</a>
      </p>
      <Table
        caption={title}
        rows={Object.keys(permissions).filter(isPermission)}
        keyOf={(permission) => permission}
        empty=""
        columns={[
          { title: text.may, cell: (permission) => may[permission] },
          ...roles.map((role) => ({
            title: roleNames[language][role],
            cell: (permission: Permission) => {
              const scope = scopeOf(role, permission);
              return scope ? <strong>{reach[scope]}</strong> : no;
            },
          })),
        ]}
      />
    </>
  );
}

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);
