/** What can be done to many invitations at once. */
import { useTexts } from '../../language.tsx';
import { client, useMay } from '../../session.tsx';
import { manageTexts } from '../../texts/manage.ts';
import type { BulkAction } from '../../ui/bulk-dialog.tsx';
import type { Invitation } from './invitations.tsx';
import { texts } from './texts.ts';

const sent: readonly string[] = ['invited', 'invitation_expired', 'invitation_void'];
const isSent = ({ status }: Invitation) => sent.includes(status);

export function useBulkActions(): readonly BulkAction<Invitation>[] {
  const manage = useTexts(manageTexts);
  const text = useTexts(texts);
  const mayInvite = useMay('people.invite');
  if (!mayInvite) return [];
  return [
    {
      label: manage.resend,
      title: manage.resendMany,
      text: manage.resendText,
      fits: isSent,
      act: ({ userId }) => client.resendInvitation({ params: { userId }, body: {} }),
    },
    {
      label: manage.remind,
      title: manage.remindMany,
      text: manage.remindInvitedMany,
      fits: ({ status }) => status === 'invited',
      act: ({ userId }) => client.remindUser({ params: { userId }, body: {} }),
    },
    {
      label: text.revoke,
      title: text.revokeMany,
      text: text.revokeManyText,
      kind: 'danger',
      fits: isSent,
      act: ({ userId }) => client.revokeInvitation({ params: { userId } }),
    },
  ];
}
