/** A button with a label and a busy state. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';

export type ButtonKind = 'primary' | 'secondary' | 'supplementary' | 'danger';

type ButtonProps = {
  kind?: ButtonKind;
  type?: 'button' | 'submit';
  small?: boolean;
  busy?: boolean;
  /** A common label, used if there are no children. */
  action?: 'again' | 'cancel' | 'close' | 'save' | 'more' | 'back';
  /** Label for screen readers, if the visible one is ambiguous. */
  label?: string;
  describedBy?: string;
  expanded?: boolean;
  onClick?: () => void;
  children?: ComponentChildren;
};

export function Button(props: ButtonProps) {
  const { kind = 'primary', type = 'button', small, busy, action, label, children } = props;
  const words = useTexts(common);
  return (
    <button
      type={type}
      class={`hds-button hds-button--${kind}${small ? ' hds-button--small' : ''}`}
      aria-disabled={busy}
      aria-label={label}
      aria-describedby={props.describedBy}
      aria-expanded={props.expanded}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {children ?? (action && words[action])}
      {busy && <span class="visually-hidden"> {words.loading}</span>}
    </button>
  );
}
