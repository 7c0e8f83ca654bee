/** Leads from one part of a very long list to the next, and back to the first; counts that part. */
import { formatNumber } from '../format.ts';
import { useLanguage, useTexts } from '../language.tsx';
import { listTexts } from '../texts/lists.ts';

type PartsProps = {
  /** Where this part begins; empty for the first one. */
  part: string;
  /** Where the next part begins; absent after the last one. */
  beyond: string | undefined;
  onPart: (part: string) => void;
};

/** @returns a function that writes the number of rows, and says so if it is that of a part */
export function useCount({ part, beyond }: Omit<PartsProps, 'onPart'>): (rows: number) => string {
  const text = useTexts(listTexts);
  const { language } = useLanguage();
  const whole = part === '' && beyond === undefined;
  return (rows) =>
    whole ? formatNumber(rows, language) : text.inThisPart(formatNumber(rows, language));
}

export function Parts({ part, beyond, onPart }: PartsProps) {
  const text = useTexts(listTexts);
  if (part === '' && beyond === undefined) return null;
  return (
    <div class="pages">
      <span>{text.inParts}</span>
      {part !== '' && (
        <button type="button" class="hds-button hds-button--secondary" onClick={() => onPart('')}>
          {text.firstPart}
        </button>
      )}
      {beyond !== undefined && (
        <button
          type="button"
          class="hds-button hds-button--secondary"
          onClick={() => onPart(beyond)}
        >
          {text.nextPart}
        </button>
      )}
    </div>
  );
}
