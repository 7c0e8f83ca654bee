/** A secret, shown once, with a button that copies it; it takes the focus. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { texts } from './texts.ts';

export function ShownSecret({ secret }: { secret: string }) {
  const text = useTexts(texts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [secret]);
  const [copied, setCopied] = useState<boolean>();
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div ref={box} tabIndex={-1} class="done">
      <Note kind="alert" title={text.secretIs} live>
        <p>{text.keepSecret}</p>
        <p>
          <code class="secret">{secret}</code>
        </p>
        <Button kind="secondary" onClick={copy}>
          {text.copy}
        </Button>
        <p aria-live="polite">{copied !== undefined && (copied ? text.copied : text.notCopied)}</p>
      </Note>
    </div>
  );
}
