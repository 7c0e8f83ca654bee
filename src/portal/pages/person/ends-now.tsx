/** The question before a day in the past ends an employment: what happens, and what can be undone. */
import { formatDay } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useSession } from '../../session.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { texts } from './texts.ts';

type EndsNowProps = {
  name: string;
  day: string | null | undefined;
  onYes: () => Promise<unknown>;
  onClose: () => void;
};

export function EndsNow({ name, day, onYes, onClose }: EndsNowProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  return (
    <Confirm
      title={text.endedAsk(name)}
      yes={text.endedYes}
      kind="danger"
      onYes={onYes}
      onClose={onClose}
    >
      <p>{me && day && text.endedText(formatDay(day, language), me.eraseAfterDays)}</p>
    </Confirm>
  );
}
