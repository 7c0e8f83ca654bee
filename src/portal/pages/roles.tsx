/** What each role may do, from the table of permissions that the service enforces. */
import { roleNames } from '../../policy/role-names.ts';
import {
  type Permission,
  permissions,
  type Role,
  roles,
  type Scope,
  scopeOf,
} from '../../policy/roles.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { permissionTexts } from '../texts/permissions.ts';
import { Heading, Section } from '../ui/heading.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Mitä kukin rooli saa tehdä ja missä. Roolin antaa organisaation pääkäyttäjä tai ylläpitäjä, ja se vaikuttaa heti.',
    guide: 'Ohjeet rooleittain',
  },
  sv: {
    lead: 'Vad varje roll får göra och var. Rollen ges av organisationens huvudanvändare eller en administratör, och den gäller genast.',
    guide: 'Handledning för varje roll',
  },
  en: {
    lead: "What each role may do, and where. The organization's primary user or an administrator assigns a role, with immediate effect.",
    guide: 'Guide for each role',
  },
});

/** The widest reach first. */
const scopes: readonly Scope[] = ['any', 'own', 'self'];

export default function Roles({ title }: PageProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <p>
        <a href="/guide">{text.guide}</a>
      </p>
      {roles.map((role) => (
        <Section key={role} title={roleNames[language][role]}>
          {scopes.map((scope) => (
            <Reach key={scope} role={role} scope={scope} />
          ))}
        </Section>
      ))}
    </>
  );
}

function Reach({ role, scope }: { role: Role; scope: Scope }) {
  const { may, reach } = useTexts(permissionTexts);
  const held = Object.keys(permissions)
    .filter(isPermission)
    .filter((permission) => scopeOf(role, permission) === scope);
  if (held.length === 0) return null;
  return (
    <>
      <h3 class="heading-s">{reach[scope]}</h3>
      <ul class="permissions">
        {held.map((permission) => (
          <li key={permission}>{may[permission]}</li>
        ))}
      </ul>
    </>
  );
}

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);
