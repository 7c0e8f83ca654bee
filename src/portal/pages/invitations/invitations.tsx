/** Open invitations: unused, awaiting approval, or expired and ready to be sent again. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StatusLabel } from '../../ui/status.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';
import { texts } from './texts.ts';

type Invitation = Output<'listInvitations'>['items'][number];
type Asked = { what: 'revoke' | 'decline'; of: Invitation };

export default function Invitations({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { nameOf } = useOrganizations();
  const [done, setDone] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const list = usePages((cursor) => client.listInvitations({ query: { cursor } }), []);
  const after = async (said: string) => {
    setAsked(undefined);
    await list.list.reload();
    setDone(said);
  };
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Done>{done}</Done>
      <Ready of={list.list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items}
            keyOf={({ userId }) => userId}
            empty={text.empty}
            columns={[
              { title: words.name, cell: (each) => <Invitee of={each} /> },
              { title: words.role, cell: ({ role }) => roleNames[language][role] },
              { title: words.organization, cell: (each) => nameOf(each.organizationId) },
              { title: words.status, cell: ({ status }) => <StatusLabel status={status} /> },
              { title: text.expires, cell: ({ expiresAt }) => <DateText at={expiresAt} /> },
              {
                title: words.actions,
                cell: (each) => (
                  <Actions of={each} ask={setAsked} after={after} reload={list.list.reload} />
                ),
              },
            ]}
          />
        )}
      </Ready>
      <Pages onPrevious={list.onPrevious} onNext={list.onNext} />
      {asked && <Question asked={asked} after={after} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Invitee({ of: { firstName, lastName, email, mailFailedAt } }: { of: Invitation }) {
  const text = useTexts(texts);
  return (
    <>
      {firstName} {lastName}
      <br />
      {shownDomain(email)}
      {mailFailedAt && (
        <>
          <br />
          <strong>{text.mailFailed}</strong>
        </>
      )}
    </>
  );
}

type ActionsProps = {
  of: Invitation;
  ask: (asked: Asked) => void;
  after: (said: string) => Promise<void>;
  reload: () => Promise<void>;
};

function Actions({ of, ask, after, reload }: ActionsProps) {
  const text = useTexts(texts);
  const name = `${of.firstName} ${of.lastName}`;
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
    <Button kind="secondary" small label={text.of(label, name)} busy={busy} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <>
      <ProblemNote problem={resend.problem ?? approve.problem} />
      <div class="buttons">
        {of.status === 'proposed' ? (
          <>
            {of.mayApprove && button(text.approve, approve.busy, () => approve.run().then(refused))}
            {of.mayDecline && button(text.decline, false, () => ask({ what: 'decline', of }))}
            {!of.mayApprove && <p>{of.mayDecline ? text.othersApprove : text.ownProposal}</p>}
          </>
        ) : (
          <>
            {button(text.resend, resend.busy, () => resend.run().then(refused))}
            {button(text.revoke, false, () => ask({ what: 'revoke', of }))}
          </>
        )}
      </div>
    </>
  );
}

type QuestionProps = { asked: Asked; after: ActionsProps['after']; onClose: () => void };

function Question({ asked: { what, of }, after, onClose }: QuestionProps) {
  const text = useTexts(texts);
  const params = { userId: of.userId };
  if (what === 'revoke')
    return (
      <Confirm
        title={text.revokeAsk}
        yes={text.revoke}
        kind="danger"
        onClose={onClose}
        onYes={async () => {
          await client.revokeInvitation({ params });
          await after(text.revoked);
        }}
      >
        <p>
          {of.firstName} {of.lastName}. {text.revokeText}
        </p>
      </Confirm>
    );
  return (
    <Dialog title={text.declineAsk} onClose={onClose}>
      <p>{text.declineText}</p>
      <Form
        id={`decline-${of.userId}`}
        submit={text.decline}
        kind="danger"
        onCancel={onClose}
        onSubmit={async (values) => {
          const reason = values.text('reason').trim();
          const body = reason === '' ? {} : { reason };
          await client.declineInvitation({ params, body, ifMatch: of.etag });
          await after(text.declined);
        }}
      >
        <TextField name="reason" label={text.reason} maxLength={limit.reasonCharactersMax} />
      </Form>
    </Dialog>
  );
}
