/** A day or a time, readable for people and for machines. */
import { formatDay, formatTime } from '../format.ts';
import { useLanguage } from '../language.tsx';

/** @param time whether the time of day matters too */
export function DateText({ at, time = false }: { at: string | undefined; time?: boolean }) {
  const { language } = useLanguage();
  if (at === undefined) return <span aria-hidden="true">–</span>;
  return <time dateTime={at}>{time ? formatTime(at, language) : formatDay(at, language)}</time>;
}
