/** The columns of a person's own sessions, the same wherever they are listed. */
import type { Translated } from '../../../policy/languages.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { DateText } from '../../ui/date.tsx';
import { texts } from './texts.ts';

type Listed = {
  createdAt: string;
  usedAt: string;
  expiresAt: string;
  systems: readonly { name: Translated }[];
};

export function useSessionColumns() {
  const { begun, used, ends, systems: entered, noSystems } = useTexts(texts);
  const { language } = useLanguage();
  return [
    { title: begun, cell: ({ createdAt }: Listed) => <DateText at={createdAt} time /> },
    { title: used, cell: ({ usedAt }: Listed) => <DateText at={usedAt} time /> },
    { title: ends, cell: ({ expiresAt }: Listed) => <DateText at={expiresAt} time /> },
    {
      title: entered,
      cell: ({ systems }: Listed) =>
        systems.map(({ name }) => name[language]).join(', ') || noSystems,
    },
  ];
}
