/** Confirms an action and takes the focus, so that screen readers announce it. */
import { useEffect, useRef } from 'preact/hooks';
import { Note } from './note.tsx';

export function Done({ children }: { children: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (children !== undefined) box.current?.focus();
  }, [children]);
  if (children === undefined) return null;
  return (
    <div ref={box} tabIndex={-1} class="done">
      <Note kind="success" live>
        <p>{children}</p>
      </Note>
    </div>
  );
}
