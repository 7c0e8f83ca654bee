/** A search field that waits for a pause in typing. */
import { useEffect, useRef } from 'preact/hooks';
import { limit } from '../../policy/limits.ts';
import { TextField } from './field.tsx';

/** Long enough for the next keystroke, too short to notice. */
const typingPauseMilliseconds = 250;

type SearchFieldProps = { label: string; value: string; onSearch: (text: string) => void };

export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLDivElement>(null);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => () => clearTimeout(pause.current), []);
  useEffect(() => {
    const input = field.current?.querySelector('input');
    // Cleared from outside; what is being typed stays.
    if (value === '' && input && input !== document.activeElement) input.value = '';
  }, [value]);
  return (
    <div ref={field}>
      <TextField
        name="text"
        label={label}
        type="search"
        value={value}
        maxLength={limit.searchCharactersMax}
        required
        onInput={(typed) => {
          clearTimeout(pause.current);
          pause.current = setTimeout(() => latest.current(typed.trim()), typingPauseMilliseconds);
        }}
      />
    </div>
  );
}
