/** Shows an import's progress, polling until it is done. */
import { useEffect } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Lines } from './lines.tsx';
import { texts } from './texts.ts';

const askAgainMilliseconds = 2_000;

export default function Import({ title, id = '' }: PageProps) {
  const text = useTexts(texts);
  const read = useLoad(() => client.readImport({ params: { importId: id } }), [id]);
  const running = read.data?.state === 'running';
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(read.reload, askAgainMilliseconds);
    return () => clearInterval(timer);
  }, [running, read.reload]);
  return (
    <>
      <Heading>{title}</Heading>
      <Ready of={read}>
        {({ state, total, waiting, lines }) => (
          <>
            <p role="status">{state === 'running' ? text.running : text.done}</p>
            <progress
              max={total}
              value={total - waiting}
              aria-label={text.progress(total - waiting, total)}
            />
            <p>{text.progress(total - waiting, total)}</p>
            <Lines lines={lines} />
          </>
        )}
      </Ready>
      <p>
        <a href="/imports/new">{text.more}</a>
      </p>
    </>
  );
}
