/** Form fields with a label, a hint and an error, all associated with the input. */
import type { ComponentChildren } from 'preact';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { useField } from './form.tsx';

type Common = { name: string; label: string; hint?: string | undefined; required?: boolean };

/** One object for each type, because the attributes' types depend on it. */
const inputTypes = {
  text: { type: 'text' },
  // Browsers refuse what the service reads: `Name <address>`, letters beyond ASCII.
  email: { type: 'text', inputMode: 'email', autoCapitalize: 'none', spellcheck: false },
  date: { type: 'date' },
  number: { type: 'number' },
  search: { type: 'search' },
  'datetime-local': { type: 'datetime-local' },
} as const;

/** The code of an app, in the digits of any script and with whatever separates them. */
export const sixDigits = String.raw`[^\p{L}\p{N}]*(\p{Nd}[^\p{L}\p{N}]*){6}`;

type TextFieldProps = Common & {
  type?: keyof typeof inputTypes;
  value?: string | undefined;
  autoComplete?: string;
  inputMode?: 'numeric' | 'email' | 'text';
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  pattern?: string;
  lines?: number;
  onInput?: (text: string) => void;
};

export function TextField(props: TextFieldProps) {
  const { name, label, hint, required = false, value, lines, onInput, type, ...rest } = props;
  const attributes = {
    name,
    required,
    defaultValue: value,
    class: 'hds-text-input__input',
    onInput: (event: { currentTarget: { value: string } }) => onInput?.(event.currentTarget.value),
    ...rest,
  };
  return (
    <Frame name={name} label={label} hint={hint} required={required}>
      {(tied) =>
        lines ? (
          <textarea {...attributes} {...tied} rows={lines} />
        ) : (
          <input {...attributes} {...tied} {...inputTypes[type ?? 'text']} />
        )
      }
    </Frame>
  );
}

type SelectFieldProps = Common & {
  value?: string | undefined;
  options: readonly (readonly [string, string])[];
  onChange?: (value: string) => void;
};

/** A choice from a list; uses the native element, which works everywhere. */
export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, required = false, value, options, onChange } = props;
  return (
    <Frame name={name} label={label} hint={hint} required={required}>
      {(tied) => (
        <select
          {...tied}
          name={name}
          required={required}
          class="hds-text-input__input"
          onChange={(event) => onChange?.(event.currentTarget.value)}
        >
          {options.map(([key, text]) => (
            <option key={key} value={key} selected={key === (value ?? '')}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

type CheckFieldProps = Common & { checked?: boolean; value?: string };

export function CheckField({ name, label, hint, required, checked, value }: CheckFieldProps) {
  const { id: field, fault } = useField(name);
  const id = `${field}-${value ?? 'yes'}`;
  return (
    <div>
      <div class="hds-checkbox">
        <input
          type="checkbox"
          class="hds-checkbox__input"
          id={id}
          name={name}
          value={value ?? 'yes'}
          required={required}
          defaultChecked={checked}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(id, hint, fault)}
        />
        <label class="hds-checkbox__label" for={id}>
          {label}
        </label>
      </div>
      <Below id={id} hint={hint} fault={fault} />
    </div>
  );
}

type ChoiceFieldProps = {
  name: string;
  legend: string;
  hint?: string;
  many?: boolean;
  required?: boolean;
  options: readonly (readonly [string, string])[];
  chosen?: readonly string[];
};

/** Radio buttons, or checkboxes for several choices, under one question. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { name, legend, hint, many = false, required = false, options, chosen = [] } = props;
  const { id, fault } = useField(name);
  const kind = many ? 'checkbox' : 'radio-button';
  return (
    <fieldset class="hds-selection-group" aria-describedby={describedBy(id, hint, fault)}>
      <legend class="hds-selection-group__legend">{legend}</legend>
      <Below id={id} hint={hint} fault={fault} />
      <div class="hds-selection-group__items hds-selection-group__items--vertical">
        {options.map(([value, text]) => (
          <div class={`hds-${kind}`} key={value}>
            <input
              type={many ? 'checkbox' : 'radio'}
              class={`hds-${kind}__input`}
              id={`${id}-${value}`}
              name={name}
              value={value}
              required={required && !many}
              defaultChecked={chosen.includes(value)}
            />
            <label class={`hds-${kind}__label`} for={`${id}-${value}`}>
              {text}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

type Tied = { id: string; 'aria-describedby': string | undefined; 'aria-invalid'?: true };

type FrameProps = Common & { children: (tied: Tied) => ComponentChildren };

/** Label above, hint and error below, as in the design system. */
export function Frame({ name, label, hint, required, children }: FrameProps) {
  const words = useTexts(common);
  const { id, fault } = useField(name);
  return (
    <div class={`hds-text-input${fault ? ' hds-text-input--invalid' : ''}`}>
      <label class="hds-text-input__label" for={id}>
        {label}
        {!required && <span class="optional"> ({words.optional})</span>}
      </label>
      <div class="hds-text-input__input-wrapper">
        {children({
          id,
          'aria-describedby': describedBy(id, hint, fault),
          ...(fault && { 'aria-invalid': true }),
        })}
      </div>
      <Below id={id} hint={hint} fault={fault} />
    </div>
  );
}

function describedBy(id: string, hint: string | undefined, fault: string | undefined) {
  const ids = [...(fault ? [`${id}-fault`] : []), ...(hint ? [`${id}-hint`] : [])];
  return ids.length > 0 ? ids.join(' ') : undefined;
}

type BelowProps = { id: string; hint: string | undefined; fault: string | undefined };

function Below({ id, hint, fault }: BelowProps) {
  return (
    <>
      {fault && (
        <span class="hds-text-input__error-text" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      {hint && (
        <span class="hds-text-input__helper-text" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </>
  );
}
