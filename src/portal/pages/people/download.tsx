/** Saves the list as it is filtered and sorted, as a file that spreadsheets open. */
import type { SentBody } from '../../../api.ts';
import { byteOrderMark } from '../../../policy/csv-text.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { saveFile } from '../../save-file.ts';
import { client } from '../../session.tsx';
import { listTexts } from '../../texts/lists.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

export function Download({ ask }: { ask: NonNullable<SentBody<'searchUsers'>> }) {
  const text = useTexts(listTexts);
  const { language } = useLanguage();
  const download = useAction(async () => {
    // Finnish and Swedish spreadsheets separate columns by semicolons.
    const csv = await client.exportUsers({ body: { ...ask, separator: 'semicolon', language } });
    saveFile(text.peopleFile, `${byteOrderMark}${csv}`, 'text/csv;charset=utf-8');
  });
  return (
    <>
      <Button kind="supplementary" small busy={download.busy} onClick={() => download.run()}>
        {text.download}
      </Button>
      <ProblemNote problem={download.problem} />
    </>
  );
}
