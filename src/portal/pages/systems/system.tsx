/** One connected system: its details, its secrets, and whether it is in use. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Secrets } from './secrets.tsx';
import { SettingsForm } from './settings-form.tsx';
import { Signals } from './signals.tsx';
import { SystemState } from './system-state.tsx';
import { texts } from './texts.ts';
import { Use } from './use.tsx';

export type System = Output<'readSystem'>;
/** Shows the system as it is now, and what has happened unless the page shows it elsewhere. */
export type Changed = (after: System, said?: string) => void;

export default function SystemPage({ id: systemId = '' }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const read = useLoad(() => client.readSystem({ params: { systemId } }), [systemId]);
  const [done, setDone] = useState<string | undefined>();
  const changed: Changed = (after, said) => {
    read.put(after);
    setDone(said);
  };
  return (
    <>
      <p>
        <a href="/systems">{text.toList}</a>
      </p>
      <Ready of={read}>
        {(system) => (
          <>
            <Heading>{system.name[language]}</Heading>
            <Done key={system.etag}>{done}</Done>
            <Facts
              rows={[
                [words.status, <SystemState key="state" system={system} />],
                [text.issuer, <code key="issuer">{location.origin}</code>],
                [text.clientId, <code key="id">{systemId}</code>],
                [text.registered, <DateText key="at" at={system.createdAt} />],
                [
                  text.lastUsed,
                  system.lastUsedOn ? <DateText key="on" at={system.lastUsedOn} /> : text.never,
                ],
              ]}
            />
            <Section title={text.settings}>
              <SettingsForm
                key={system.etag}
                system={system}
                submit={words.save}
                save={async ({ backchannelLogoutUri = null, ...rest }) => {
                  const body = { ...rest, backchannelLogoutUri };
                  const given = { params: { systemId }, body, ifMatch: system.etag };
                  changed(await client.changeSystem(given), text.saved);
                }}
              />
            </Section>
            <Secrets system={system} changed={changed} />
            <Signals key={`signals ${system.etag}`} system={system} changed={changed} />
            <Section title={text.use}>
              <Use system={system} changed={changed} />
            </Section>
          </>
        )}
      </Ready>
    </>
  );
}
