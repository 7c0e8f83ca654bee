/** Invites many people from a file: first a dry run with every row's outcome, then the import. */

import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { saveFile } from '../../save-file.ts';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Lines } from './lines.tsx';
import { templateOf } from './template.ts';
import { texts } from './texts.ts';

type Checked = Output<'checkImport'> & { organizationId: string; csv: string };

export default function NewImport({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { route } = useLocation();
  const { items } = useOrganizations();
  const [checked, setChecked] = useState<Checked>();
  const [pasted, setPasted] = useState('');
  const start = useAction(async ({ organizationId, csv }: Checked) => {
    const { importId } = await client.startImport({ body: { organizationId, csv } });
    route(`/imports/${importId}`);
  });

  /** What was checked is no longer what the form holds. */
  const changed = () => setChecked(undefined);

  async function check(values: Values) {
    setChecked(undefined);
    const organizationId = values.text('organizationId') || (me?.organizationId ?? '');
    const csv = values.text('csv');
    setChecked({
      ...(await client.checkImport({ body: { organizationId, csv } })),
      organizationId,
      csv,
    });
  }

  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead(limit.importRowsMax)}</p>
      <p>
        <Button
          kind="secondary"
          onClick={() => saveFile(text.templateName, templateOf(language), 'text/csv')}
        >
          {text.template}
        </Button>
      </p>
      <Form submit={text.check} onSubmit={check}>
        {me?.role === 'admin' && (
          <SelectField
            name="organizationId"
            label={words.organization}
            required
            options={[['', words.choose], ...organizationChoices(items)]}
            onChange={changed}
          />
        )}
        {/* The rows appear in the text field below, where they can still be corrected. */}
        <FileField
          id="file"
          label={text.file}
          accept=".csv,text/csv,text/plain"
          // UTF-16 takes up to twice the space of what is sent.
          bytesMax={2 * limit.importBytesMax}
          tooBig={text.another}
          encoding={text.encoding}
          onRead={(read) => {
            setPasted(read);
            changed();
          }}
        />
        <TextField
          key={pasted}
          name="csv"
          label={text.paste}
          lines={8}
          value={pasted}
          required
          onInput={changed}
        />
      </Form>
      {checked && (
        <Section title={checked.good > 0 ? text.good(checked.good) : text.nothing}>
          <ProblemNote problem={start.problem} />
          {checked.good > 0 && (
            <Button busy={start.busy} onClick={() => start.run(checked)}>
              {text.start(checked.good)}
            </Button>
          )}
          {checked.ignored.length > 0 && <p>{text.ignored(checked.ignored.join(', '))}</p>}
          <Lines lines={checked.lines} />
        </Section>
      )}
    </>
  );
}
