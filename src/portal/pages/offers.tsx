/** Accepts or declines people who are offered to the organization. */
import { useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { roleNames } from '../../policy/role-names.ts';
import { useAction } from '../action.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../language.tsx';
import { Ready, useLoad } from '../load.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { common } from '../texts/common.ts';
import { Button } from '../ui/button.tsx';
import { DateText } from '../ui/date.tsx';
import { Done } from '../ui/done.tsx';
import { Heading } from '../ui/heading.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Table } from '../ui/table.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: 'Henkilöt, joiden siirtoa organisaatioonne toinen organisaatio ehdottaa. Kun hyväksyt siirron, henkilön oikeudet entisessä organisaatiossa päättyvät heti.',
    empty: 'Siirtoehdotuksia ei ole.',
    from: 'Nykyinen organisaatio',
    until: 'Vastattava viimeistään',
    accept: 'Hyväksy',
    decline: 'Hylkää',
    accepted: 'Henkilö on siirtynyt organisaatioonne.',
    declined: 'Siirto on hylätty.',
  },
  sv: {
    lead: 'Personer som en annan organisation föreslår att överföra till er. När du godkänner upphör personens rättigheter i den tidigare organisationen genast.',
    empty: 'Det finns inga föreslagna överföringar.',
    from: 'Nuvarande organisation',
    until: 'Svara senast',
    accept: 'Godkänn',
    decline: 'Avslå',
    accepted: 'Personen har flyttats till er organisation.',
    declined: 'Överföringen har avslagits.',
  },
  en: {
    lead: "People whom another organization proposes to transfer to yours. When you accept a transfer, the person's rights in the former organization end immediately.",
    empty: 'No transfers are pending.',
    from: 'Current organization',
    until: 'Answer by',
    accept: 'Accept',
    decline: 'Decline',
    accepted: 'The person has moved to your organization.',
    declined: 'The transfer was declined.',
  },
});

type Offer = Output<'listOffers'>['items'][number];

export default function Offers({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const list = useLoad(() => client.listOffers({}), []);
  const [done, setDone] = useState<string>();
  const after = async (said: string) => {
    await list.reload();
    setDone(said);
  };
  const refused = (succeeded: boolean) => {
    if (!succeeded) list.reload();
  };
  const accept = useAction(async ({ userId, etag }: Offer) => {
    await client.acceptOffer({ params: { userId }, body: {}, ifMatch: etag });
    await after(text.accepted);
  });
  const decline = useAction(async ({ userId, etag }: Offer) => {
    await client.declineOffer({ params: { userId }, body: {}, ifMatch: etag });
    await after(text.declined);
  });
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <Done>{done}</Done>
      <ProblemNote problem={accept.problem ?? decline.problem} />
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items}
            keyOf={({ userId }) => userId}
            empty={text.empty}
            columns={[
              { title: words.name, cell: ({ firstName, lastName }) => `${firstName} ${lastName}` },
              { title: words.role, cell: ({ role }) => roleNames[language][role] },
              { title: text.from, cell: ({ fromOrganizationName }) => fromOrganizationName },
              { title: text.until, cell: ({ expiresAt }) => <DateText at={expiresAt} /> },
              {
                title: words.actions,
                cell: (offer) => {
                  const name = `${offer.firstName} ${offer.lastName}`;
                  return (
                    <div class="buttons">
                      <Button
                        small
                        label={`${text.accept}: ${name}`}
                        busy={accept.busy}
                        onClick={() => accept.run(offer).then(refused)}
                      >
                        {text.accept}
                      </Button>
                      <Button
                        kind="secondary"
                        small
                        label={`${text.decline}: ${name}`}
                        busy={decline.busy}
                        onClick={() => decline.run(offer).then(refused)}
                      >
                        {text.decline}
                      </Button>
                    </div>
                  );
                },
              },
            ]}
          />
        )}
      </Ready>
    </>
  );
}
