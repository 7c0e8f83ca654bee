/** Service notices, which everyone sees at the top of the pages for a set period. */

import { useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { noticeLevels } from '../../../policy/notice-levels.ts';
import { instantOf, localTimeOf } from '../../format.ts';
import { inEveryLanguage, useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Done } from '../../ui/done.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { Table } from '../../ui/table.tsx';
import { TranslatedFields, translatedOf } from '../../ui/translated-fields.tsx';

export const texts = inEveryLanguage({
  fi: {
    empty: 'Tiedotteita ei ole.',
    headline: 'Otsikko',
    body: 'Teksti',
    level: 'Laji',
    levels: { info: 'tiedote', warning: 'varoitus', disruption: 'häiriö' },
    from: 'Näkyy alkaen (Suomen aikaa)',
    until: 'Näkyy asti (Suomen aikaa)',
    withdrawn: 'peruttu',
    edit: 'Muuta',
    withdraw: 'Peru tiedote',
    withdrawAsk: 'Perutaanko tiedote?',
    withdrawText: (name: string) =>
      `Tiedote ”${name}” katoaa heti kaikilta sivuilta. Peruttua tiedotetta ei voi julkaista uudelleen.`,
    add: 'Julkaise tiedote',
    change: 'Muuta tiedotetta',
    publish: 'Julkaise',
    published: 'Tiedote on julkaistu.',
    saved: 'Tiedote on tallennettu.',
    gone: 'Tiedote on peruttu.',
  },
  sv: {
    empty: 'Det finns inga meddelanden.',
    headline: 'Rubrik',
    body: 'Text',
    level: 'Typ',
    levels: { info: 'meddelande', warning: 'varning', disruption: 'störning' },
    from: 'Visas från (finsk tid)',
    until: 'Visas till (finsk tid)',
    withdrawn: 'återkallat',
    edit: 'Ändra',
    withdraw: 'Återkalla meddelandet',
    withdrawAsk: 'Vill du återkalla meddelandet?',
    withdrawText: (name: string) =>
      `Meddelandet ”${name}” försvinner genast från alla sidor. Ett återkallat meddelande kan inte publiceras på nytt.`,
    add: 'Publicera ett meddelande',
    change: 'Ändra meddelandet',
    publish: 'Publicera',
    published: 'Meddelandet har publicerats.',
    saved: 'Meddelandet har sparats.',
    gone: 'Meddelandet har återkallats.',
  },
  en: {
    empty: 'There are no notices.',
    headline: 'Title',
    body: 'Text',
    level: 'Kind',
    levels: { info: 'information', warning: 'warning', disruption: 'disruption' },
    from: 'Shown from (Finnish time)',
    until: 'Shown until (Finnish time)',
    withdrawn: 'withdrawn',
    edit: 'Change',
    withdraw: 'Withdraw notice',
    withdrawAsk: 'Withdraw the notice?',
    withdrawText: (name: string) =>
      `The notice “${name}” disappears from all pages immediately. A withdrawn notice cannot be published again.`,
    add: 'Publish notice',
    change: 'Edit notice',
    publish: 'Publish',
    published: 'The notice was published.',
    saved: 'The notice was saved.',
    gone: 'The notice was withdrawn.',
  },
});

type Notice = Output<'listNotices'>['items'][number];

export default function NoticesPage({ title }: PageProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const list = useLoad(() => client.listNotices(), []);
  const [edited, setEdited] = useState<Notice>();
  const [done, setDone] = useState<string>();
  const after = async (said: string) => {
    setEdited(undefined);
    await list.reload();
    setDone(said);
  };
  const [asked, setAsked] = useState<Notice>();
  const withdraw = async ({ noticeId, etag }: Notice) => {
    await client.withdrawNotice({ params: { noticeId }, body: {}, ifMatch: etag });
    await after(text.gone);
  };
  const actions = (notice: Notice) => {
    if (notice.withdrawnAt) return text.withdrawn;
    const name = notice.title[language];
    return (
      <div class="buttons">
        <Button
          kind="secondary"
          small
          label={`${text.edit}: ${name}`}
          onClick={() => setEdited(notice)}
        >
          {text.edit}
        </Button>
        <Button
          kind="secondary"
          small
          label={`${text.withdraw}: ${name}`}
          onClick={() => setAsked(notice)}
        >
          {text.withdraw}
        </Button>
      </div>
    );
  };
  return (
    <>
      <Heading>{title}</Heading>
      <Done>{done}</Done>
      <Ready of={list}>
        {({ items }) => (
          <Table
            caption={title}
            rows={items}
            keyOf={({ noticeId }) => noticeId}
            empty={text.empty}
            columns={[
              { title: text.headline, cell: (notice) => notice.title[language] },
              { title: text.level, cell: ({ level }) => text.levels[level] },
              { title: text.from, cell: ({ from }) => <DateText at={from} time /> },
              { title: text.until, cell: ({ until }) => <DateText at={until} time /> },
              { title: words.actions, cell: actions },
            ]}
          />
        )}
      </Ready>
      {asked && (
        <Confirm
          title={text.withdrawAsk}
          yes={text.withdraw}
          kind="danger"
          onClose={() => setAsked(undefined)}
          onYes={() => withdraw(asked)}
        >
          <p>{text.withdrawText(asked.title[language])}</p>
        </Confirm>
      )}
      <Section title={edited ? text.change : text.add}>
        <NoticeForm key={`${edited?.etag} ${done}`} notice={edited} after={after} />
      </Section>
    </>
  );
}

type NoticeFormProps = { notice: Notice | undefined; after: (said: string) => Promise<void> };

function NoticeForm({ notice, after }: NoticeFormProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  async function save(values: Values) {
    const body = {
      level: noticeLevels.find((each) => each === values.text('level')) ?? 'info',
      title: translatedOf(values, 'title'),
      text: translatedOf(values, 'text'),
      from: instantOf(values.text('from')),
      until: instantOf(values.text('until')),
    };
    if (notice === undefined) await client.createNotice({ body });
    else {
      const params = { noticeId: notice.noticeId };
      await client.changeNotice({ params, body, ifMatch: notice.etag });
    }
    await after(notice === undefined ? text.published : text.saved);
  }
  return (
    <Form submit={notice === undefined ? text.publish : words.save} onSubmit={save}>
      <ChoiceField
        name="level"
        legend={text.level}
        required
        chosen={[notice?.level ?? 'info']}
        options={noticeLevels.map((level) => [level, text.levels[level]])}
      />
      <TranslatedFields
        name="title"
        label={text.headline}
        maxLength={limit.noticeTitleCharactersMax}
        value={notice?.title}
      />
      <TranslatedFields
        name="text"
        label={text.body}
        maxLength={limit.noticeTextCharactersMax}
        lines={4}
        value={notice?.text}
      />
      <TextField
        name="from"
        label={text.from}
        type="datetime-local"
        value={notice && localTimeOf(new Date(notice.from))}
        required
      />
      <TextField
        name="until"
        label={text.until}
        type="datetime-local"
        value={notice && localTimeOf(new Date(notice.until))}
        required
      />
    </Form>
  );
}
