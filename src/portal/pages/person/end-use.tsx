/** Deactivates, restores or erases, after explaining the effects and whether they can be undone. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client, useMay, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { isConflict } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

type Asked = 'deactivate' | 'restore' | 'erase';

export function EndUse({ user, changed, erased }: PartProps & { erased: () => void }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { me } = useSession();
  const [asked, setAsked] = useState<Asked>();
  const mayDeactivate = useMay('people.deactivate') && user.status === 'active';
  const mayRestore = useMay('people.restore') && user.status === 'deactivated';
  const mayErase = useMay('people.erase');
  const given = { params: { userId: user.userId }, ifMatch: user.etag };
  const close = () => setAsked(undefined);
  /** If somebody else changed the account meanwhile, shows the current version first. */
  const lookingAgain = (act: () => Promise<void>) => async () => {
    try {
      await act();
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await client.readUser({ params: given.params });
      changed(now, `${words.changedMeanwhile}. ${words.nowShown}`);
    }
  };
  return (
    <>
      <div class="buttons">
        {mayDeactivate && (
          <Button kind="secondary" onClick={() => setAsked('deactivate')}>
            {text.deactivate}
          </Button>
        )}
        {mayRestore && <Button onClick={() => setAsked('restore')}>{text.restore}</Button>}
        {mayErase && (
          <Button kind="danger" onClick={() => setAsked('erase')}>
            {text.erase}
          </Button>
        )}
      </div>
      {asked === 'deactivate' && (
        <Confirm
          title={text.deactivateAsk}
          yes={text.deactivate}
          onClose={close}
          onYes={lookingAgain(async () =>
            changed(await client.deactivateUser({ ...given, body: {} }), text.deactivated),
          )}
        >
          <p>{me && text.deactivateText(me.eraseAfterDays)}</p>
        </Confirm>
      )}
      {asked === 'restore' && (
        <Confirm
          title={text.restoreAsk}
          yes={text.restore}
          onClose={close}
          onYes={lookingAgain(async () =>
            changed(await client.restoreUser({ ...given, body: {} }), text.restored),
          )}
        >
          <p>{text.restoreText}</p>
        </Confirm>
      )}
      {asked === 'erase' && (
        <Confirm
          title={text.eraseAsk}
          yes={text.erase}
          kind="danger"
          typed
          onClose={close}
          onYes={lookingAgain(async () => {
            await client.eraseUser({ ...given, body: { confirm: 'erase' } });
            erased();
          })}
        >
          <p>{text.eraseText}</p>
        </Confirm>
      )}
    </>
  );
}
