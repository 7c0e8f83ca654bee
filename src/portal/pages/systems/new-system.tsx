/** Registers a connected system, and shows its id and its secret once. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Heading } from '../../ui/heading.tsx';
import { SettingsForm } from './settings-form.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { texts } from './texts.ts';

export default function NewSystem({ title }: PageProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const [made, setMade] = useState<Output<'registerSystem'>>();
  return (
    <>
      <p>
        <a href="/systems">{text.toList}</a>
      </p>
      <Heading>{title}</Heading>
      {made ? (
        <>
          <Done>{text.connected(made.name[language])}</Done>
          <Facts
            rows={[
              [text.issuer, <code key="issuer">{location.origin}</code>],
              [text.clientId, <code key="id">{made.systemId}</code>],
            ]}
          />
          {made.secret && <ShownSecret secret={made.secret} />}
          <p>
            <a href={`/systems/${made.systemId}`}>{text.toSystem}</a>
          </p>
        </>
      ) : (
        <SettingsForm
          submit={text.register}
          save={async (body) => setMade(await client.registerSystem({ body }))}
        />
      )}
    </>
  );
}
