/** Starts the review of one organization after a question. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { texts } from './texts.ts';

type Props = { organizationId: string; started: () => void };

export function StartOne({ organizationId, started }: Props) {
  const text = useTexts(texts);
  return (
    <Start label={text.start}>
      {async () => {
        await client.startReviews({ body: { organizationId } });
        started();
      }}
    </Start>
  );
}

/** @param children what starting does */
export function Start({
  label,
  children: start,
}: {
  label: string;
  children: () => Promise<void>;
}) {
  const text = useTexts(texts);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p>
        <Button kind="secondary" onClick={() => setAsked(true)}>
          {label}
        </Button>
      </p>
      {asked && (
        <Confirm title={text.startAsk} yes={label} onClose={() => setAsked(false)} onYes={start}>
          <p>{text.startLead}</p>
        </Confirm>
      )}
    </>
  );
}
