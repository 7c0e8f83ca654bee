/** The menu of everything that can be done to a person, lightest first; each opens a dialog. */
import { useState } from 'preact/hooks';
import { outranks } from '../../../policy/roles.ts';
import { useTexts } from '../../language.tsx';
import { useMay, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { manageTexts } from '../../texts/manage.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { MenuButton, type MenuItem } from '../../ui/menu-button.tsx';
import { ChangeRole } from './change-role.tsx';
import { ConfirmAction, type ConfirmedAction, isConfirmed } from './confirm-action.tsx';
import { Move } from './move.tsx';
import { Offer } from './offer.tsx';
import type { PartProps, User } from './person.tsx';
import { ResetFactor } from './reset-factor.tsx';
import { texts } from './texts.ts';

type ActionName = ConfirmedAction | 'edit' | 'changeRole' | 'move' | 'offer' | 'resetFactor';

type ActionsProps = PartProps & { erased: () => void; editing: boolean; onEdit: () => void };

export function Actions({ user, changed, erased, editing, onEdit }: ActionsProps) {
  const words = useTexts(common);
  const [asked, setAsked] = useState<ActionName>();
  const items = useItems(user);
  const close = () => setAsked(undefined);
  const part = {
    user,
    changed(now: User, said: string) {
      close();
      changed(now, said);
    },
    onClose: close,
  };
  if (items.length === 0) return null;
  return (
    <>
      <MenuButton
        label={words.actions}
        kind={editing ? 'secondary' : 'primary'}
        items={items}
        onChoose={(name) => (name === 'edit' ? onEdit() : setAsked(name))}
      />
      {asked === 'changeRole' && <ChangeRole {...part} />}
      {asked === 'move' && <Move {...part} />}
      {asked === 'offer' && <Offer {...part} />}
      {asked === 'resetFactor' && <ResetFactor {...part} />}
      {isConfirmed(asked) && <ConfirmAction {...part} what={asked} erased={erased} />}
    </>
  );
}

/** Only what the person's status and the viewer's role allow; the service has the last word. */
function useItems(user: User): readonly MenuItem<ActionName>[] {
  const text = useTexts(texts);
  const manage = useTexts(manageTexts);
  const factor = useTexts(factorTexts);
  const { me } = useSession();
  const may = {
    invite: useMay('people.invite'),
    sendReset: useMay('people.send_reset'),
    edit: useMay('people.edit'),
    setRole: useMay('people.set_role'),
    move: useMay('people.move'),
    offer: useMay('people.offer'),
    endSessions: useMay('people.end_sessions'),
    resetFactor: useMay('people.reset_factor'),
    deactivate: useMay('people.deactivate'),
    restore: useMay('people.restore'),
    erase: useMay('people.erase'),
  };
  const { status } = user;
  const isActive = status === 'active';
  const isInvited = ['invited', 'invitation_expired', 'invitation_void'].includes(status);
  if (!me || !outranks(me.role, user.role)) return [];
  const edit: MenuItem<ActionName> = { name: 'edit', label: text.edit };
  if (me.userId === user.userId) return may.edit ? [edit] : [];
  const offered = user.offeredTo !== undefined;
  const all: readonly (MenuItem<ActionName> & { shown: boolean })[] = [
    { name: 'resend', label: manage.resend, shown: may.invite && isInvited },
    { name: 'remind', label: manage.remind, shown: may.invite && mayRemind(user) },
    { name: 'sendReset', label: manage.sendReset, shown: may.sendReset && isActive },
    { name: 'restore', label: text.restore, shown: may.restore && status === 'deactivated' },
    { ...edit, shown: may.edit },
    { name: 'changeRole', label: manage.changeRole, shown: may.setRole },
    { name: 'move', label: text.move, shown: may.move },
    { name: 'offer', label: text.offer, shown: may.offer && !may.move && !offered },
    { name: 'withdraw', label: text.withdraw, shown: may.offer && offered },
    { name: 'endSessions', label: text.endSessions, shown: may.endSessions && isActive },
    {
      name: 'resetFactor',
      label: factor.reset,
      shown: may.resetFactor && user.secondFactor === true,
    },
    { name: 'revoke', label: text.revoke, heavy: true, shown: may.invite && isInvited },
    { name: 'deactivate', label: text.deactivate, heavy: true, shown: may.deactivate && isActive },
    { name: 'erase', label: text.erase, heavy: true, shown: may.erase },
  ];
  return all.filter(({ shown }) => shown);
}

/** Of an account in use, the service also judges whether it lapses soon. */
function mayRemind({ status, why, next }: User): boolean {
  if (status === 'invited') return true;
  return status === 'active' && (why !== 'recent_activity' || next?.step === 'deactivate');
}
