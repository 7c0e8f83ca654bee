/** Lists the connected systems: who may enter them, and when they were last used. */
import { roleNames } from '../../../policy/role-names.ts';
import { roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { DateText } from '../../ui/date.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { SystemState } from './system-state.tsx';
import { texts } from './texts.ts';

export default function Systems({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const list = useLoad(() => client.listSystems(), []);
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <p>
        <a class="hds-button hds-button--primary" href="/systems/new">
          {text.add}
        </a>
      </p>
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items.toSorted((a, b) => a.name[language].localeCompare(b.name[language]))}
            keyOf={({ systemId }) => systemId}
            empty={text.empty}
            columns={[
              {
                title: words.name,
                cell: ({ systemId, name }) => <a href={`/systems/${systemId}`}>{name[language]}</a>,
              },
              {
                title: text.roles,
                cell: ({ roles: admitted }) =>
                  admitted.length === roles.length
                    ? words.all
                    : roles
                        .filter((role) => admitted.includes(role))
                        .map((role) => roleNames[language][role])
                        .join(', '),
              },
              {
                title: text.lastUsed,
                cell: ({ lastUsedOn }) => (lastUsedOn ? <DateText at={lastUsedOn} /> : text.never),
              },
              { title: words.status, cell: (system) => <SystemState system={system} /> },
            ]}
          />
        )}
      </Ready>
    </>
  );
}
