/** Moves people in from another system: first a check of the whole file, then the run. */
import { useState } from 'preact/hooks';
import { limit } from '../../../policy/limits.ts';
import { broughtOnRequest } from '../../../policy/move-in-buckets.ts';
import { mapping as mappingInput } from '../../../policy/move-in-mapping.ts';
import { parsedJson } from '../../../policy/people-file.ts';
import { useAction } from '../../action.ts';
import { useTexts } from '../../language.tsx';
import type { PageProps } from '../../page.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Buckets } from './buckets.tsx';
import { Refused } from './refused.tsx';
import {
  type Asked,
  type CheckedLine,
  checkParts,
  expectedOf,
  moveParts,
  type RefusedLine,
} from './send-parts.ts';
import { texts } from './texts.ts';

type Checked = { asked: Asked; lines: CheckedLine[] };
type Progress = { done: number; total: number };

export default function MoveIn({ title }: PageProps) {
  const text = useTexts(texts);
  const [file, setFile] = useState('');
  const [fault, setFault] = useState<string>();
  const [checked, setChecked] = useState<Checked>();
  const [refused, setRefused] = useState<RefusedLine[]>([]);
  const [progress, setProgress] = useState<Progress>();
  const show = (done: number, total: number) => setProgress({ done, total });

  async function check(asked: Asked) {
    setChecked({
      asked,
      lines: await checkParts(asked, show).finally(() => setProgress(undefined)),
    });
  }

  async function submit(values: Values) {
    setChecked(undefined);
    setRefused([]);
    const mapping = mappingInput.safeParse(parsedJson(values.text('mapping') || '{}'));
    const why = file === '' ? text.noFile : mapping.success ? undefined : text.mappingFault;
    setFault(why);
    if (why || !mapping.success) return;
    const wanted = broughtOnRequest.filter((each) => values.checked(each));
    await check({ text: file, mapping: mapping.data, wanted });
  }

  const run = useAction(async ({ asked, lines }: Checked) => {
    setRefused(await moveParts(asked, lines, show).finally(() => setProgress(undefined)));
    await check(asked);
  });
  const waiting =
    checked && expectedOf(checked.lines, checked.asked.wanted).filter(({ isHere }) => !isHere);

  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Form submit={text.check} onSubmit={submit}>
        <FileField
          id="people"
          label={text.file}
          accept=".json,.jsonl,.ndjson,.csv,text/csv,application/json"
          bytesMax={limit.moveInFileBytesMax}
          tooBig={text.tooBig}
          encoding={text.encoding}
          onRead={setFile}
        />
        <TextField name="mapping" label={text.mapping} hint={text.mappingHint} lines={6} />
        <CheckField name="blocked" label={text.blocked} />
        <CheckField name="lapsed" label={text.lapsed} />
      </Form>
      {fault && <Note kind="alert" title={fault} live />}
      {progress && <Parts progress={progress} />}
      <ProblemNote problem={run.problem} />
      <Refused lines={refused} />
      {checked && waiting && (
        <>
          {waiting.length > 0 && (
            <Button busy={run.busy} onClick={() => run.run(checked)}>
              {text.move(waiting.length)}
            </Button>
          )}
          <Buckets lines={checked.lines} wanted={checked.asked.wanted} />
        </>
      )}
    </>
  );
}

function Parts({ progress: { done, total } }: { progress: Progress }) {
  const text = useTexts(texts);
  const words = text.progress(done, total);
  return (
    <div role="status">
      <progress value={done} max={total} aria-label={words} />
      <p>{words}</p>
    </div>
  );
}
