/** An account's status as a label. */
import type { Output } from '../../api.ts';
import { useTexts } from '../language.tsx';
import { lifeTexts } from '../texts/life.ts';

type Status = Output<'readUser'>['status'];

const kinds: Record<Status, string> = {
  proposed: 'info',
  declined: 'error',
  invited: 'info',
  invitation_expired: 'alert',
  invitation_void: 'alert',
  active: 'success',
  deactivated: 'error',
  erased: 'error',
};

export function StatusLabel({ status }: { status: Status }) {
  const { status: names } = useTexts(lifeTexts);
  return <span class={`hds-status-label hds-status-label--${kinds[status]}`}>{names[status]}</span>;
}
