/** The columns of the list of invitations, and the actions on one of them. */

import { fullName } from '../../../policy/full-name.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useOrganizations } from '../../organizations.ts';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Address } from '../../ui/address.tsx';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import type { Column } from '../../ui/table.tsx';
import type { Invitation } from './invitations.tsx';
import type { Asked } from './question.tsx';
import { texts } from './texts.ts';

type Acting = {
  ask: (asked: Asked) => void;
  after: (said: string) => Promise<void>;
  reload: () => Promise<void>;
};

export function useColumns(acting: Acting): readonly Column<Invitation>[] {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { nameOf } = useOrganizations();
  return [
    { title: words.name, sort: 'name', cell: (each) => <Invitee of={each} /> },
    {
      title: words.role,
      cell: ({ role, organizationId }) => (
        <>
          {roleNames[language][role]}
          {me?.role === 'admin' && <span class="beside">{nameOf(organizationId)}</span>}
        </>
      ),
    },
    {
      title: words.status,
      cell: ({ status, mailFailedAt }) => (
        <>
          <StatusLabel status={status} />
          {mailFailedAt && <strong class="beside">{text.mailFailed}</strong>}
        </>
      ),
    },
    {
      title: text.invited,
      sort: 'invitedAt',
      cell: ({ invitedAt, inviterName }) => (
        <>
          <DateText at={invitedAt} />
          {inviterName && <span class="beside">{inviterName}</span>}
        </>
      ),
    },
    {
      title: text.expires,
      sort: 'expiresAt',
      cell: ({ expiresAt, decideBy }) => (
        <>
          <DateText at={decideBy ?? expiresAt} />
          {decideBy && <span class="beside">{text.toDecide}</span>}
        </>
      ),
    },
    { title: words.actions, cell: (each) => <Actions of={each} {...acting} /> },
  ];
}

function Invitee({ of }: { of: Invitation }) {
  return (
    <>
      <a href={`/people/${of.userId}`}>{fullName(of)}</a>
      <span class="beside">
        <Address email={of.email} />
      </span>
    </>
  );
}

function Actions({ of, ask, after, reload }: Acting & { of: Invitation }) {
  const text = useTexts(texts);
  const name = fullName(of);
  const params = { userId: of.userId };
  const refused = (succeeded: boolean) => {
    if (!succeeded) reload();
  };
  const resend = useAction(async () => {
    await client.resendInvitation({ params, body: {} });
    await after(text.resent);
  });
  const approve = useAction(async () => {
    await client.approveInvitation({ params, body: {}, ifMatch: of.etag });
    await after(text.approved);
  });
  const button = (label: string, busy: boolean, onClick: () => void) => (
    <Button kind="supplementary" small label={text.of(label, name)} busy={busy} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <>
      <ProblemNote problem={resend.problem ?? approve.problem} />
      <div class="buttons tight">
        {of.status === 'proposed' && (
          <>
            {of.mayApprove && button(text.approve, approve.busy, () => approve.run().then(refused))}
            {of.mayDecline && button(text.decline, false, () => ask({ what: 'decline', of }))}
            {!of.mayApprove && <p>{of.mayDecline ? text.othersApprove : text.ownProposal}</p>}
          </>
        )}
        {of.status !== 'proposed' && of.status !== 'declined' && (
          <>
            {button(text.resend, resend.busy, () => resend.run().then(refused))}
            {button(text.revoke, false, () => ask({ what: 'revoke', of }))}
          </>
        )}
      </div>
    </>
  );
}
