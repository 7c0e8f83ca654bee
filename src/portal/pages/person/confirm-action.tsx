/** Actions that need nothing but a yes: the dialog names the person and says what will happen. */
import type { ComponentChildren } from 'preact';
import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { shownDomain } from '../../shown-domain.ts';
import { common } from '../../texts/common.ts';
import { manageTexts } from '../../texts/manage.ts';
import type { ButtonKind } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { isConflict } from './decision.tsx';
import type { PartProps, User } from './person.tsx';
import { texts } from './texts.ts';

const confirmed = [
  'resend',
  'remind',
  'sendReset',
  'restore',
  'withdraw',
  'endSessions',
  'revoke',
  'deactivate',
  'erase',
] as const;
export type ConfirmedAction = (typeof confirmed)[number];

export const isConfirmed = (name: string | undefined): name is ConfirmedAction =>
  confirmed.some((each) => each === name);

type Question = {
  title: string;
  yes: string;
  text: ComponentChildren;
  kind?: ButtonKind;
  typed?: true;
  /** @returns what to say afterwards; undefined if the person is gone */
  act: () => Promise<string | undefined>;
};

type ConfirmActionProps = PartProps & {
  what: ConfirmedAction;
  erased: () => void;
  onClose: () => void;
};

export function ConfirmAction({ user, changed, what, erased, onClose }: ConfirmActionProps) {
  const words = useTexts(common);
  const question = useQuestions(user)[what];
  const params = { userId: user.userId };
  /** If somebody else changed the account meanwhile, shows the current version first. */
  const act = async () => {
    try {
      const said = await question.act();
      if (said === undefined) erased();
      else changed(await client.readUser({ params }), said);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await client.readUser({ params });
      changed(now, `${words.changedMeanwhile}. ${words.nowShown}`);
    }
  };
  return (
    <Confirm {...question} onClose={onClose} onYes={act}>
      <p>{question.text}</p>
    </Confirm>
  );
}

function useQuestions(user: User): Record<ConfirmedAction, Question> {
  const text = useTexts(texts);
  const manage = useTexts(manageTexts);
  const { me } = useSession();
  const name = fullName(user);
  const params = { userId: user.userId };
  const given = { params, ifMatch: user.etag };
  const days = me?.eraseAfterDays ?? 0;
  const then = async (work: Promise<unknown>, said?: string) => {
    await work;
    return said;
  };
  return {
    resend: {
      title: manage.resendAsk(name),
      yes: manage.resend,
      text: manage.resendText,
      act: () => then(client.resendInvitation({ params, body: {} }), manage.resent),
    },
    remind: {
      title: manage.remindAsk(name),
      yes: manage.remind,
      text: user.status === 'invited' ? manage.remindInvited : manage.remindActive,
      act: () => then(client.remindUser({ params, body: {} }), manage.reminded),
    },
    sendReset: {
      title: manage.sendResetAsk(name),
      yes: manage.sendReset,
      text: manage.sendResetText(shownDomain(user.email)),
      act: () => then(client.sendResetLink({ params, body: {} }), manage.resetSent),
    },
    restore: {
      title: text.restoreAsk(name),
      yes: text.restore,
      text: text.restoreText,
      act: () => then(client.restoreUser({ ...given, body: {} }), text.restored),
    },
    withdraw: {
      title: text.withdrawAsk(name),
      yes: text.withdraw,
      text: text.withdrawText,
      act: () => then(client.withdrawOffer(given), text.withdrawn),
    },
    endSessions: {
      title: text.endSessionsAsk(name),
      yes: text.endSessions,
      text: text.endSessionsText,
      act: () => then(client.endUserSessions({ params }), text.sessionsEnded),
    },
    revoke: {
      title: text.revokeAsk(name),
      yes: text.revoke,
      text: text.revokeText,
      kind: 'danger',
      act: () => then(client.revokeInvitation({ params })),
    },
    deactivate: {
      title: text.deactivateAsk(name),
      yes: text.deactivate,
      text: text.deactivateText(days),
      kind: 'danger',
      act: () => then(client.deactivateUser({ ...given, body: {} }), text.deactivated),
    },
    erase: {
      title: text.eraseAsk(name),
      yes: text.erase,
      text: text.eraseText,
      kind: 'danger',
      typed: true,
      act: () => then(client.eraseUser({ ...given, body: { confirm: 'erase' } })),
    },
  };
}
