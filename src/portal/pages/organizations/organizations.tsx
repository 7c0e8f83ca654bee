/** Lists all organizations and adds new ones. */
import { useState } from 'preact/hooks';
import { languageWords } from '../../../policy/language-words.ts';
import { languages } from '../../../policy/languages.ts';
import { limit } from '../../../policy/limits.ts';
import { languageNames, useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { labelsOf } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

export default function Organizations({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const list = useLoad(() => client.listOrganizations(), []);
  const [done, setDone] = useState<string>();
  return (
    <>
      <Heading>{title}</Heading>
      <Done>{done}</Done>
      <Ready of={list}>
        {({ items }) => {
          const labelOf = labelsOf(items, language);
          return (
            <Table
              caption={text.list}
              rows={items.toSorted((a, b) => a.name.localeCompare(b.name, 'fi'))}
              keyOf={({ organizationId }) => organizationId}
              empty={text.empty}
              columns={[
                {
                  title: words.name,
                  cell: (each) => (
                    <a href={`/organizations/${each.organizationId}`}>{labelOf(each)}</a>
                  ),
                },
                { title: text.language, cell: (each) => languageWords[language][each.language] },
                { title: text.created, cell: ({ createdAt }) => <DateText at={createdAt} /> },
                {
                  title: text.state,
                  cell: ({ closedAt }) => (closedAt === undefined ? text.open : text.closed),
                },
              ]}
            />
          );
        }}
      </Ready>
      <Section title={text.add}>
        <Form
          key={done}
          submit={text.addButton}
          onSubmit={async (values) => {
            const name = values.text('name');
            const language = languages.find((each) => each === values.text('language')) ?? 'fi';
            await client.createOrganization({ body: { name, language } });
            await list.reload();
            setDone(text.added(name));
          }}
        >
          <TextField name="name" label={words.name} maxLength={limit.nameCharactersMax} required />
          <SelectField
            name="language"
            label={text.language}
            required
            options={languages.map((each) => [each, languageNames[each]])}
          />
        </Form>
      </Section>
    </>
  );
}
