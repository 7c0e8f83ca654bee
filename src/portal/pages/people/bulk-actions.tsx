/** What can be done to many people at once: each by the same request as to one. */
import type { Output } from '../../../api.ts';
import { outranks, roles } from '../../../policy/roles.ts';
import { useTexts } from '../../language.tsx';
import { client, useMay, useSession } from '../../session.tsx';
import { manageTexts } from '../../texts/manage.ts';
import type { BulkAction } from '../../ui/bulk-dialog.tsx';
import { RoleField } from '../../ui/role-field.tsx';

type User = Pick<
  Output<'searchUsers'>['items'][number],
  'userId' | 'status' | 'role' | 'etag' | 'deactivateAt'
>;

const resendable: readonly string[] = ['invited', 'invitation_expired', 'invitation_void'];

export function useBulkActions(): readonly BulkAction<User>[] {
  const text = useTexts(manageTexts);
  const { me } = useSession();
  const mayDeactivate = useMay('people.deactivate');
  const maySetRole = useMay('people.set_role');
  if (!me) return [];
  const own = ({ userId, role }: User) => userId !== me.userId && outranks(me.role, role);
  const isActive = (user: User) => own(user) && user.status === 'active';
  // Making somebody an administrator is decided person by person.
  const given = roles.filter((role) => role !== 'admin' && outranks(me.role, role));
  return [
    {
      label: text.resend,
      title: text.resendMany,
      text: text.resendText,
      fits: ({ status }) => resendable.includes(status),
      act: ({ userId }) => client.resendInvitation({ params: { userId }, body: {} }),
    },
    {
      label: text.remind,
      title: text.remindMany,
      text: text.remindManyText,
      fits: (user) => user.status === 'invited' || isActive(user),
      act: ({ userId }) => client.remindUser({ params: { userId }, body: {} }),
    },
    ...(maySetRole
      ? [
          {
            label: text.changeRole,
            title: text.changeRoleMany,
            text: text.changeRoleText,
            fits: own,
            fields: <RoleField roles={given} />,
            act: ({ userId, etag }, values) => {
              const role = given.find((each) => each === values.text('role')) ?? 'expert';
              return client.changeRole({ params: { userId }, body: { role }, ifMatch: etag });
            },
          } satisfies BulkAction<User>,
        ]
      : []),
    ...(mayDeactivate
      ? [
          {
            label: text.deactivate,
            title: text.deactivateMany,
            text: text.deactivateManyText(me.eraseAfterDays),
            kind: 'danger',
            fits: isActive,
            act: ({ userId, etag }) =>
              client.deactivateUser({ params: { userId }, body: {}, ifMatch: etag }),
          } satisfies BulkAction<User>,
        ]
      : []),
  ];
}
