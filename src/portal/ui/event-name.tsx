/** An event's name; unknown kinds are shown verbatim. */
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
