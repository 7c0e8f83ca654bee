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

type Place = Omit<PartsProps, 'onPart'>;

const isWhole = ({ part, beyond }: Place): boolean => part === '' && beyond === undefined;

/** @returns a function that writes the number of rows, and says so if it is that of a part */
export function useCount({ part, beyond }: Place): (rows: number) => string {
  const text = useTexts(listTexts);
  const { language } = useLanguage();
  return (rows) => {
    const count = formatNumber(rows, language);
    return isWhole({ part, beyond }) ? count : text.inThisPart(count);
  };
}

export function Parts({ part, beyond, onPart }: PartsProps) {
  const text = useTexts(listTexts);
  if (isWhole({ part, beyond })) return null;
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
