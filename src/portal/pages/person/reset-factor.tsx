/** Removes a person's second factors if all of them are lost. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { isConflict } from './decision.tsx';
import type { PartProps } from './person.tsx';

export function ResetFactor({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(factorTexts);
  const [asked, setAsked] = useState(false);
  const params = { userId: user.userId };
  async function reset() {
    try {
      changed(await client.resetFactors({ params, body: {}, ifMatch: user.etag }), text.resetDone);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await client.readUser({ params });
      changed(now, `${words.changedMeanwhile}. ${words.nowShown}`);
    }
  }
  return (
    <>
      <Button kind="secondary" onClick={() => setAsked(true)}>
        {text.reset}
      </Button>
      {asked && (
        <Confirm
          title={text.resetAsk}
          yes={text.reset}
          kind="danger"
          onYes={reset}
          onClose={() => setAsked(false)}
        >
          <p>{text.resetText}</p>
        </Confirm>
      )}
    </>
  );
}
