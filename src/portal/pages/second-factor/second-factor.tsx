/** The person's second factors: the list, adding an app or a passkey, and recovery codes. */
import { useState } from 'preact/hooks';
import { useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client, useSession } from '../../session.tsx';
import { factorTexts } from '../../texts/second-factor.ts';
import { Done } from '../../ui/done.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { AddApp } from './add-app.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { RecoveryCodes, RenewCodes } from './recovery-codes.tsx';
import { Ways } from './ways.tsx';

/** Called when a factor was set up; the first one comes with recovery codes. */
export type Changed = (said: string, recoveryCodes?: readonly string[]) => Promise<void>;

export default function SecondFactor({ title }: PageProps) {
  const text = useTexts(factorTexts);
  const { phase, begin, noticeVersion } = useSession();
  const waits = phase === 'factor_waits';
  const list = useLoad(() => client.listFactors(), []);
  const [done, setDone] = useState<string>();
  const [codes, setCodes] = useState<readonly string[]>();
  const goOn = () => begin({ privacyNoticeRequired: noticeVersion });
  const changed: Changed = async (said, recoveryCodes) => {
    await list.reload();
    setDone(said);
    if (recoveryCodes) setCodes(recoveryCodes);
    else if (waits) await goOn();
  };
  const keptCodes = async () => {
    setCodes(undefined);
    if (waits) await goOn();
  };
  return (
    <>
      <Heading>{title}</Heading>
      <Done key={done}>{done}</Done>
      {codes ? (
        <RecoveryCodes codes={codes} onKept={keptCodes} />
      ) : (
        <>
          {waits ? (
            <Note kind="alert" live>
              <p>{text.needed}</p>
            </Note>
          ) : (
            <p>{text.lead}</p>
          )}
          <Ready of={list}>
            {({ items, recoveryCodesLeft }) => (
              <>
                <Ways items={items} changed={changed} />
                <Section title={text.addApp}>
                  <AddApp key={items.length} changed={changed} />
                </Section>
                <Section title={text.addPasskey}>
                  <AddPasskey key={items.length} changed={changed} />
                </Section>
                {items.length > 0 && (
                  <Section title={text.codes}>
                    <RenewCodes left={recoveryCodesLeft} show={setCodes} />
                  </Section>
                )}
              </>
            )}
          </Ready>
        </>
      )}
    </>
  );
}
