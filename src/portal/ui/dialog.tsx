/** A dialog that explains an action and its reversibility before it happens. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import type { ButtonKind } from './button.tsx';
import { TextField } from './field.tsx';
import { Form } from './form.tsx';

type DialogProps = {
  title: string;
  /** Whether it stays open for now, whatever key is pressed. */
  locked?: boolean;
  onClose: () => void;
  children: ComponentChildren;
};

/** The native dialog traps the focus and restores it on closing. */
export function Dialog({ title, locked = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        if (locked) event.preventDefault();
      }}
      onClose={onClose}
    >
      <h2 class="heading-m" id="dialog-title" tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

type ConfirmProps = {
  title: string;
  /** Label of the confirming button. */
  yes: string;
  kind?: ButtonKind;
  /** Whether a word must be typed first, for actions that cannot be undone. */
  typed?: boolean;
  onYes: () => Promise<unknown>;
  onClose: () => void;
  children: ComponentChildren;
};

export function Confirm(props: ConfirmProps) {
  const { title, yes, kind = 'primary', typed = false, onYes, onClose, children } = props;
  const words = useTexts(common);
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Form
        submit={yes}
        kind={kind}
        onCancel={onClose}
        check={(values) =>
          typed && values.text('confirmation').trim().toLowerCase() !== words.confirmWord
            ? [{ field: 'confirmation', rule: 'confirm_word' }]
            : []
        }
        onSubmit={async () => {
          await onYes();
          onClose();
        }}
      >
        {typed && (
          <TextField
            name="confirmation"
            label={words.typeToConfirm(words.confirmWord)}
            required
            autoComplete="off"
          />
        )}
      </Form>
    </Dialog>
  );
}
