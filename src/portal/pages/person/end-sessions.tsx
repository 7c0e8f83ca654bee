/** Ends all of a person's sessions, after explaining what stays as it is. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function EndSessions({ user, changed }: PartProps) {
  const text = useTexts(texts);
  const [asked, setAsked] = useState(false);
  const params = { userId: user.userId };
  return (
    <>
      <Button kind="secondary" onClick={() => setAsked(true)}>
        {text.endSessions}
      </Button>
      {asked && (
        <Confirm
          title={text.endSessionsAsk}
          yes={text.endSessions}
          onClose={() => setAsked(false)}
          onYes={async () => {
            await client.endUserSessions({ params });
            changed(await client.readUser({ params }), text.sessionsEnded);
          }}
        >
          <p>{text.endSessionsText}</p>
        </Confirm>
      )}
    </>
  );
}
