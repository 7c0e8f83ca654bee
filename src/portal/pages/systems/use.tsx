/** Disables a connected system after saying what that ends, and enables it again. */
import { useState } from 'preact/hooks';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Changed, System } from './system.tsx';
import { texts } from './texts.ts';

export function Use({ system, changed }: { system: System; changed: Changed }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [asked, setAsked] = useState(false);
  const { systemId, etag, disabledAt, name } = system;
  const given = { params: { systemId }, body: {}, ifMatch: etag };
  const enabling = useAction(async () =>
    changed(await client.enableSystem(given), text.enabledNow),
  );
  if (disabledAt !== undefined)
    return (
      <>
        <p>{text.disabledLead}</p>
        <ProblemNote problem={enabling.problem} />
        <Button busy={enabling.busy} onClick={() => enabling.run()}>
          {text.enable}
        </Button>
      </>
    );
  return (
    <>
      <p>{text.useLead}</p>
      <Button kind="danger" onClick={() => setAsked(true)}>
        {text.disable}
      </Button>
      {asked && (
        <Confirm
          title={text.disableAsk(name[language])}
          yes={text.disable}
          kind="danger"
          onClose={() => setAsked(false)}
          onYes={async () => changed(await client.disableSystem(given), text.disabledNow)}
        >
          <p>{text.disableText}</p>
        </Confirm>
      )}
    </>
  );
}
