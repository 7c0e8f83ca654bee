/** A date or time, readable by people and machines. */
import { formatDay, formatTime } from '../format.ts';
import { useLanguage } from '../language.tsx';

/** @param time whether to show the time of day */
export function DateText({ at, time = false }: { at: string | undefined; time?: boolean }) {
  const { language } = useLanguage();
  if (at === undefined) return <span aria-hidden="true">–</span>;
  return <time dateTime={at}>{time ? formatTime(at, language) : formatDay(at, language)}</time>;
}
