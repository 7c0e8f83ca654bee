/** The columns of a session's times, the same wherever sessions are listed. */
import { DateText } from '../../ui/date.tsx';

type Words = { begun: string; used: string; ends: string };
type Times = { createdAt: string; usedAt: string; expiresAt: string };

export const sessionTimes = ({ begun, used, ends }: Words) => [
  { title: begun, cell: ({ createdAt }: Times) => <DateText at={createdAt} time /> },
  { title: used, cell: ({ usedAt }: Times) => <DateText at={usedAt} time /> },
  { title: ends, cell: ({ expiresAt }: Times) => <DateText at={expiresAt} time /> },
];
