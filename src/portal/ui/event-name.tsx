/** What an event is called; a kind that this page does not know yet is shown as it is. */
import { type EventKind, eventNames } from '../../policy/event-names.ts';
import { useLanguage } from '../language.tsx';

export function EventName({ kind }: { kind: string }) {
  const { language } = useLanguage();
  const names = eventNames[language];
  return <>{isKnown(kind) ? names[kind] : kind}</>;
}

function isKnown(kind: string): kind is EventKind {
  return kind in eventNames.en;
}
