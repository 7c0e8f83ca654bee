/** One organization: its people, rules, details and closing; without an id, the user's own. */
import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { languageWords } from '../../../policy/language-words.ts';
import { languages } from '../../../policy/languages.ts';
import { limit } from '../../../policy/limits.ts';
import { languageNames, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client, useMay, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { Facts } from '../../ui/facts.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Note } from '../../ui/note.tsx';
import { People } from './people.tsx';
import { Rules } from './rules.tsx';
import { texts } from './texts.ts';

type Organization = Output<'readOrganization'>;
type PartProps = {
  organization: Organization;
  changed: (after: Organization, said: string) => void;
};

export default function OrganizationPage({ id }: PageProps) {
  const text = useTexts(texts);
  const languageWord = useTexts(languageWords);
  const { me } = useSession();
  const mayList = useMay('organizations.create');
  const mayClose = useMay('organizations.close');
  const organizationId = id ?? me?.organizationId ?? '';
  const read = useLoad(
    () => client.readOrganization({ params: { organizationId } }),
    [organizationId],
  );
  const [done, setDone] = useState<string>();
  const changed = (after: Organization, said: string) => {
    read.put(after);
    setDone(said);
  };
  return (
    <>
      {mayList && (
        <p>
          <a href="/organizations">{text.toList}</a>
        </p>
      )}
      <Ready of={read}>
        {(organization) => (
          <>
            <Heading>{organization.name}</Heading>
            <Done key={organization.etag}>{done}</Done>
            <Facts
              rows={[
                [text.language, languageWord[organization.language]],
                [text.created, <DateText key="created" at={organization.createdAt} />],
                [text.closedOn, organization.closedAt && <DateText at={organization.closedAt} />],
              ]}
            />
            <People organizationId={organizationId} />
            {organization.closedAt === undefined ? (
              <>
                <Section title={text.rules}>
                  <p>{text.rulesLead}</p>
                  <Rules organizationId={organizationId} />
                </Section>
                <Section title={text.details}>
                  <Details organization={organization} changed={changed} />
                </Section>
                {mayClose && (
                  <Section title={text.closing}>
                    <Closing organization={organization} changed={changed} />
                  </Section>
                )}
              </>
            ) : (
              <Note>
                <p>{text.closed}</p>
              </Note>
            )}
          </>
        )}
      </Ready>
    </>
  );
}

function Details({ organization, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { organizationId, name, language, etag } = organization;
  return (
    <Form
      key={etag}
      id="details"
      submit={words.save}
      onSubmit={async (values) => {
        const chosen = languages.find((each) => each === values.text('language')) ?? language;
        const body = { name: values.text('name'), language: chosen };
        const given = { params: { organizationId }, body, ifMatch: etag };
        changed(await client.changeOrganizationDetails(given), text.saved);
      }}
    >
      <TextField
        name="name"
        label={words.name}
        value={name}
        maxLength={limit.nameCharactersMax}
        required
      />
      <SelectField
        name="language"
        label={text.language}
        value={language}
        required
        options={languages.map((each) => [each, languageNames[each]])}
      />
    </Form>
  );
}

function Closing({ organization, changed }: PartProps) {
  const text = useTexts(texts);
  const [asked, setAsked] = useState(false);
  const { organizationId, etag } = organization;
  return (
    <>
      <p>{text.closeLead}</p>
      <Button kind="danger" onClick={() => setAsked(true)}>
        {text.close}
      </Button>
      {asked && (
        <Confirm
          title={text.closeAsk}
          yes={text.close}
          kind="danger"
          onClose={() => setAsked(false)}
          onYes={async () => {
            const given = { params: { organizationId }, body: {}, ifMatch: etag };
            changed(await client.closeOrganization(given), text.closedNow);
          }}
        >
          <p>{text.closeLead}</p>
        </Confirm>
      )}
    </>
  );
}
