/** Shows current service notices; shows nothing if there are none or they cannot be read. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Note } from '../ui/note.tsx';

const kinds = { info: 'info', warning: 'alert', disruption: 'error' } as const;

export function Notices() {
  const { language } = useLanguage();
  const words = useTexts(common);
  const [items, setItems] = useState<Output<'currentNotices'>['items']>([]);
  useEffect(() => {
    client.currentNotices().then(
      (answer) => setItems(answer.items),
      () => setItems([]),
    );
  }, []);
  if (items.length === 0) return null;
  return (
    <aside class="notices" aria-label={words.notices}>
      {items.map(({ noticeId, level, title, text }) => (
        <Note key={noticeId} kind={kinds[level]} title={title[language]}>
          {text[language].split('\n').map((line, index) => (
            <p key={`${index} ${line}`}>{line}</p>
          ))}
        </Note>
      ))}
    </aside>
  );
}
