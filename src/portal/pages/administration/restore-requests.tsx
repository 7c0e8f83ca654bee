/** Deactivated people who ask to be restored. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { fullName } from '../../../policy/full-name.ts';
import { useAction } from '../../action.ts';
import { inEveryLanguage, useTexts } from '../../language.tsx';
import { Ready } from '../../load.tsx';
import { useOrganizations } from '../../organizations.ts';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { lifeTexts } from '../../texts/life.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Done } from '../../ui/done.tsx';
import { Heading } from '../../ui/heading.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import { usePages } from '../../use-paging.ts';

export const texts = inEveryLanguage({
  fi: {
    empty: 'Palautuspyyntöjä ei ole.',
    asked: 'Pyydetty',
    erased: 'Tiedot poistetaan',
    why: 'Miksi käytöstä poistettu',
    restore: 'Palauta',
    decline: 'Hylkää',
    restored: 'Tili on palautettu.',
    declined: 'Pyyntö on hylätty ja henkilölle on kerrottu.',
  },
  sv: {
    empty: 'Det finns inga begäranden om återställning.',
    asked: 'Begärd',
    erased: 'Uppgifterna raderas',
    why: 'Varför inaktiverad',
    restore: 'Återställ',
    decline: 'Avslå',
    restored: 'Kontot har återställts.',
    declined: 'Begäran har avslagits och personen har underrättats.',
  },
  en: {
    empty: 'There are no restore requests.',
    asked: 'Requested',
    erased: 'Data is erased',
    why: 'Why deactivated',
    restore: 'Restore',
    decline: 'Decline',
    restored: 'The account has been restored.',
    declined: 'The request has been declined and the person notified.',
  },
});

type User = Output<'listRestoreRequests'>['items'][number];

export default function RestoreRequests({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const life = useTexts(lifeTexts);
  const { nameOf } = useOrganizations();
  const [done, setDone] = useState<string>();
  const requests = usePages((cursor) => client.listRestoreRequests({ query: { cursor } }), []);
  const after = async (said: string) => {
    await requests.list.reload();
    setDone(said);
  };
  const given = ({ userId, etag }: User) => ({ params: { userId }, body: {}, ifMatch: etag });
  const restore = useAction(async (user: User) => {
    await client.restoreUser(given(user));
    await after(text.restored);
  });
  const decline = useAction(async (user: User) => {
    await client.declineRestore(given(user));
    await after(text.declined);
  });
  const actions = (user: User) => {
    const name = fullName(user);
    return (
      <div class="buttons">
        <Button
          small
          label={`${text.restore}: ${name}`}
          busy={restore.busy}
          onClick={() => restore.run(user)}
        >
          {text.restore}
        </Button>
        <Button
          small
          kind="secondary"
          label={`${text.decline}: ${name}`}
          busy={decline.busy}
          onClick={() => decline.run(user)}
        >
          {text.decline}
        </Button>
      </div>
    );
  };
  return (
    <>
      <Heading>{title}</Heading>
      <Done>{done}</Done>
      <ProblemNote problem={restore.problem ?? decline.problem} />
      <Ready of={requests.list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items}
            keyOf={({ userId }) => userId}
            empty={text.empty}
            columns={[
              { title: words.name, cell: fullName },
              { title: words.organization, cell: (user) => nameOf(user.organizationId) },
              { title: text.why, cell: ({ why }) => life.why[why] },
              { title: text.asked, cell: ({ restoreAskedAt }) => <DateText at={restoreAskedAt} /> },
              { title: text.erased, cell: ({ eraseAt }) => <DateText at={eraseAt} /> },
              { title: words.actions, cell: actions },
            ]}
          />
        )}
      </Ready>
      <Pages onPrevious={requests.onPrevious} onNext={requests.onNext} />
    </>
  );
}
