/** A form that shows errors at their fields and in a summary, and never loses input. */
import { type ComponentChildren, createContext, type RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ProblemError } from '../../client/client.ts';
import { type Action, useAction } from '../action.ts';
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';
import { type FaultRule, faultTexts } from '../texts/faults.ts';
import { fillForm, keepForm, takeForm } from '../unsaved.ts';
import { Button, type ButtonKind } from './button.tsx';
import { ProblemNote } from './problem-note.tsx';

type FieldFault = { field: string; rule: FaultRule; names?: readonly string[] | undefined };

const FaultsContext = createContext<{ prefix: string; faults: readonly FieldFault[] }>({
  prefix: '',
  faults: [],
});

export type Values = {
  /** @returns a field's text, empty if it is not filled in */
  text(name: string): string;
  /** @returns all selected values of a checkbox group */
  all(name: string): string[];
  checked(name: string): boolean;
};

type FormProps = {
  /** Distinguishes the fields of several forms on one page. */
  id?: string;
  submit: string;
  kind?: ButtonKind;
  /** Handles the values; the form shows a problem that it throws. */
  onSubmit: (values: Values) => Promise<unknown>;
  onCancel?: () => void;
  /** Finds errors beyond the fields' own validation. */
  check?: (values: Values) => readonly FieldFault[];
  /** Whether the page shows this problem itself. */
  own?: (problem: ProblemError) => boolean;
  children: ComponentChildren;
};

export function Form(props: FormProps) {
  const { submit, kind = 'primary', onSubmit, onCancel, check, own, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<readonly FieldFault[]>([]);
  const action = useAction(onSubmit);
  useUnsaved(form, props.id);
  const faults = [...found, ...faultsOfProblem(action.problem, form.current)];
  const said = faults.length > 0 || (action.problem && own?.(action.problem));
  return (
    <FaultsContext.Provider value={{ prefix: props.id ? `${props.id}-` : '', faults }}>
      <form
        ref={form}
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (action.busy) return;
          const values = valuesOf(new FormData(event.currentTarget));
          const wrong = [...faultsOfFields(event.currentTarget), ...(check?.(values) ?? [])];
          setFound(wrong);
          action.clear();
          if (wrong.length === 0) submitOnce(action, values);
        }}
      >
        {faults.length > 0 && <ErrorSummary faults={faults} form={form.current} />}
        {!said && <ProblemNote problem={action.problem} />}
        {children}
        <div class="buttons">
          <Button type="submit" kind={kind} busy={action.busy}>
            {submit}
          </Button>
          {onCancel && <Button kind="secondary" action="cancel" onClick={onCancel} />}
        </div>
      </form>
    </FaultsContext.Provider>
  );
}

/** A form that the end of a session interrupted is filled in again when the person is back. */
function useUnsaved(form: RefObject<HTMLFormElement | null>, id = ''): void {
  const { path } = useLocation();
  const key = `${path} ${id}`;
  const missing = useRef<ReturnType<typeof takeForm> | undefined>(undefined);
  useEffect(() => {
    missing.current ??= takeForm(key);
    if (form.current && missing.current.length > 0)
      missing.current = fillForm(form.current, missing.current);
  });
  useLayoutEffect(
    () => () => {
      if (form.current) keepForm(key, form.current);
    },
    [key],
  );
}

/** @returns the field's id on the page and its error text */
export function useField(name: string): { id: string; fault: string | undefined } {
  const words = useTexts(common);
  const texts = useTexts(faultTexts);
  const { prefix, faults } = useContext(FaultsContext);
  const found = faults.filter(({ field }) => field === name);
  const fault = found.map((each) => saidOf(texts, words, each)).join(' ');
  return { id: `${prefix}${name}`, fault: fault || undefined };
}

function submitOnce(action: Action<[Values]>, values: Values): void {
  action.run(values);
}

/** Lists the errors and takes the focus, so that nobody has to look for them. */
function ErrorSummary({
  faults,
  form,
}: {
  faults: readonly FieldFault[];
  form: HTMLFormElement | null;
}) {
  const words = useTexts(common);
  const texts = useTexts(faultTexts);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [faults.map(({ field, rule }) => `${field} ${rule}`).join()]);
  return (
    <section
      ref={box}
      tabIndex={-1}
      class="hds-notification hds-notification--error"
      aria-label={words.errors}
    >
      <div class="hds-notification__content hds-error-summary__body">
        <p class="hds-notification__label">{words.errors}</p>
        <ul class="hds-notification__body">
          {faults.map(({ field, ...fault }) => (
            <li key={`${field} ${fault.rule}`}>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(form, field);
                }}
              >
                {labelOf(form, field)}: {saidOf(texts, words, fault)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem(name);
  const element = field instanceof RadioNodeList ? field[0] : field;
  if (element instanceof HTMLElement) element.focus();
}

function labelOf(form: HTMLFormElement | null, name: string): string {
  const field = form?.elements.namedItem(name);
  const element = field instanceof RadioNodeList ? field[0] : field;
  if (!(element instanceof HTMLElement)) return name;
  const group = element.closest('fieldset')?.querySelector('legend');
  const label = group ?? form?.querySelector(`label[for="${element.id}"]`);
  return label?.firstChild?.textContent?.trim() ?? name;
}

function valuesOf(data: FormData): Values {
  return {
    text: (name) => String(data.get(name) ?? ''),
    all: (name) => data.getAll(name).map(String),
    checked: (name) => data.get(name) !== null,
  };
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function faultsOfFields(form: HTMLFormElement): FieldFault[] {
  const controls = [...form.elements].filter((each): each is Control => 'validity' in each);
  const faults = controls.flatMap((control) => {
    const rule = control.name === '' ? undefined : ruleOf(control);
    return rule ? [{ field: control.name, rule }] : [];
  });
  return faults.filter(
    ({ field }, index) => faults.findIndex((each) => each.field === field) === index,
  );
}

function ruleOf({ validity, value, required, type, name }: Control): FaultRule | undefined {
  if (validity.valueMissing || (required && value.trim() === ''))
    return missingRules[type] ?? 'required';
  if (validity.typeMismatch || validity.patternMismatch || validity.badInput)
    return formatRule(name, type);
  if (validity.tooShort || validity.rangeUnderflow) return 'too_small';
  if (validity.tooLong || validity.rangeOverflow) return 'too_big';
  return undefined;
}

/** Columns that a file must have; the service names them as programs do. */
const columns = ['email', 'firstName', 'lastName', 'role', 'language'] as const;

function saidOf(
  texts: Record<FaultRule, string>,
  words: Record<(typeof columns)[number], string>,
  { rule, names = [] }: Omit<FieldFault, 'field'>,
): string {
  const shown = names.map((name) => {
    const column = columns.find((each) => each === name);
    return column ? words[column].toLowerCase() : name;
  });
  return shown.length > 0 ? `${texts[rule]} ${shown.join(', ')}.` : texts[rule];
}

/** What is missing, by the control's type. */
const missingRules: Record<string, FaultRule> = { checkbox: 'check_box', radio: 'choose' };

/** What a field expects, by its name and by the control's type. */
const formatRules: Record<string, FaultRule> = {
  email: 'address',
  addressDomains: 'domain',
  code: 'six_digits',
  confirmation: 'confirm_word',
  date: 'day',
  number: 'whole_number',
};

const formatRule = (name: string, type = ''): FaultRule =>
  formatRules[name] ?? formatRules[type] ?? 'format';

/** The service names fields as `body.title.fi`; unknown errors get the general text. */
function faultsOfProblem(
  problem: ProblemError | undefined,
  form: HTMLFormElement | null,
): FieldFault[] {
  return (problem?.faults ?? []).map(({ field, rule, names }) => {
    const path = field.replace(/^body\./, '');
    const name = form?.elements.namedItem(path) ? path : (path.split('.')[0] ?? '');
    const known = isRule(rule) ? rule : 'other';
    return { names, field: name, rule: known === 'format' ? formatRule(name) : known };
  });
}

function isRule(rule: string | undefined): rule is FaultRule {
  return rule !== undefined && rule in faultTexts.en;
}
