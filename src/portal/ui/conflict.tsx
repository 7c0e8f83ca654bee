/** After a concurrent change, shows both versions side by side and lets the person decide. */
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { Button } from './button.tsx';
import { Note } from './note.tsx';

type ConflictProps = {
  /** Each field's name, saved value and wanted value. */
  rows: readonly (readonly [name: string, now: string, yours: string])[];
  onKeepTheirs: () => void;
  onKeepYours: () => void;
};

export function Conflict({ rows, onKeepTheirs, onKeepYours }: ConflictProps) {
  const words = useTexts(common);
  return (
    <Note kind="alert" title={words.changedMeanwhile} live>
      <p>{words.changedMeanwhileText}</p>
      <table class="conflict">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.now}</th>
            <th scope="col">{words.yours}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([, now, yours]) => now !== yours)
            .map(([name, now, yours]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{now}</td>
                <td>{yours}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <div class="buttons">
        <Button kind="secondary" onClick={onKeepTheirs}>
          {words.keepTheirs}
        </Button>
        <Button onClick={onKeepYours}>{words.keepYours}</Button>
      </div>
    </Note>
  );
}
