/** One button that opens a list of actions; Escape, a click elsewhere or a choice closes it. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ButtonKind } from './button.tsx';
import { Button } from './button.tsx';

export type MenuItem<N extends string> = {
  name: N;
  label: string;
  /** Hard or impossible to undo; the first of them follows a line. */
  heavy?: boolean;
};

type MenuButtonProps<N extends string> = {
  label: string;
  kind: ButtonKind;
  items: readonly MenuItem<N>[];
  onChoose: (name: N) => void;
};

export function MenuButton<N extends string>({ label, kind, items, onChoose }: MenuButtonProps<N>) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  // With the menu, not after it: a key pressed at once must not be lost.
  useLayoutEffect(() => {
    if (!open) return;
    const elsewhere = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false);
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      step(box.current, event.key === 'ArrowDown' ? 1 : -1);
    };
    document.addEventListener('click', elsewhere);
    document.addEventListener('focusin', elsewhere);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('click', elsewhere);
      document.removeEventListener('focusin', elsewhere);
      document.removeEventListener('keydown', pressed);
    };
  }, [open]);
  return (
    <div ref={box} class="action-menu">
      <Button kind={kind} expanded={open} onClick={() => setOpen(!open)}>
        {label} <span aria-hidden="true">▾</span>
      </Button>
      {open && (
        <ul>
          {items.map(({ name, label: text, heavy }) => (
            <li key={name} class={heavy ? 'heavy' : undefined}>
              <button
                type="button"
                onClick={() => {
                  close();
                  onChoose(name);
                }}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Moves the focus among the menu's buttons, the opening one included. */
function step(menu: HTMLElement | null, by: number): void {
  const buttons = [...(menu?.querySelectorAll('button') ?? [])];
  const now = buttons.findIndex((button) => button.matches(':focus'));
  buttons[(now + by + buttons.length) % buttons.length]?.focus();
}
