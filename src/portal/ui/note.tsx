/** A message on the page: information, success, warning or error. */
import type { ComponentChildren } from 'preact';

export type NoteKind = 'info' | 'success' | 'alert' | 'error';

type NoteProps = {
  kind?: NoteKind;
  title?: string | undefined;
  /** Announced by screen readers when it appears. */
  live?: boolean;
  children?: ComponentChildren;
};

export function Note({ kind = 'info', title, live, children }: NoteProps) {
  const role = live ? (kind === 'error' ? 'alert' : 'status') : undefined;
  return (
    <section
      class={`hds-notification${kind === 'info' ? '' : ` hds-notification--${kind}`}`}
      role={role}
    >
      <div class="hds-notification__content">
        {title && <p class="hds-notification__label">{title}</p>}
        <div class="hds-notification__body">{children}</div>
      </div>
    </section>
  );
}
