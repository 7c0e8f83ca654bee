/**
 * Edits names, language and end of employment; concurrent changes are shown for a decision. A day that
 * is over deactivates the account at once, and is confirmed first.
 */
import { useState } from 'preact/hooks';
import { fullName } from '../../../policy/full-name.ts';
import { languages } from '../../../policy/languages.ts';
import { limit } from '../../../policy/limits.ts';
import { isoDayOf } from '../../format.ts';
import { languageNames, useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { useDecision } from './decision.tsx';
import { EndsNow } from './ends-now.tsx';
import type { PartProps, User } from './person.tsx';
import { texts } from './texts.ts';

type Wanted = Pick<User, 'firstName' | 'lastName' | 'language'> & {
  /** Only where it changes: null takes the end away. */
  employmentEndsOn?: string | null;
};

export function EditDetails({ user, changed, onCancel }: PartProps & { onCancel: () => void }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { me } = useSession();
  const [asked, setAsked] = useState<Wanted>();
  const { run, question } = useDecision({ user, changed });
  const params = { userId: user.userId };
  const save = (wanted: Wanted) =>
    run({
      save: (ifMatch) => client.changeUser({ params, body: wanted, ifMatch }),
      rows: (now) => [
        [words.firstName, now.firstName, wanted.firstName],
        [words.lastName, now.lastName, wanted.lastName],
        [text.language, languageNames[now.language], languageNames[wanted.language]],
        [
          text.employmentEndsOn,
          now.employmentEndsOn ?? '–',
          (wanted.employmentEndsOn === undefined ? now : wanted).employmentEndsOn ?? '–',
        ],
      ],
      said: text.saved,
    });
  const endsNow = ({ employmentEndsOn: day }: Wanted) =>
    user.status === 'active' && day && day < isoDayOf(new Date());

  if (question) return question;
  return (
    <>
      <Form
        key={user.etag}
        id="details"
        submit={words.save}
        onCancel={onCancel}
        onSubmit={async (values) => {
          const wanted = wantedOf(values, user, me?.userId === user.userId);
          if (endsNow(wanted)) setAsked(wanted);
          else await save(wanted);
        }}
      >
        <Fields user={user} own={me?.userId === user.userId} />
      </Form>
      {asked && (
        <EndsNow
          name={fullName(user)}
          day={asked.employmentEndsOn}
          onYes={() => save(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function wantedOf(values: Values, user: User, own: boolean): Wanted {
  const day = values.text('employmentEndsOn');
  return {
    firstName: values.text('firstName'),
    lastName: values.text('lastName'),
    language: languages.find((each) => each === values.text('language')) ?? user.language,
    ...(!own && day !== (user.employmentEndsOn ?? '') && { employmentEndsOn: day || null }),
  };
}

/** Nobody decides about their own employment. */
function Fields({ user, own }: { user: User; own: boolean }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  return (
    <>
      <TextField
        name="firstName"
        label={words.firstName}
        value={user.firstName}
        maxLength={limit.nameCharactersMax}
        autoComplete="off"
        required
      />
      <TextField
        name="lastName"
        label={words.lastName}
        value={user.lastName}
        maxLength={limit.nameCharactersMax}
        autoComplete="off"
        required
      />
      <SelectField
        name="language"
        label={text.language}
        value={user.language}
        required
        options={languages.map((each) => [each, languageNames[each]])}
      />
      {!own && (
        <TextField
          name="employmentEndsOn"
          label={text.employmentEndsOn}
          hint={text.employmentEndsHint}
          type="date"
          min={`${limit.yearMin}-01-01`}
          max={`${limit.yearMax}-12-31`}
          value={user.employmentEndsOn}
        />
      )}
    </>
  );
}
