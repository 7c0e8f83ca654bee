/** Edits names, language and end of employment; concurrent changes are shown for a decision. */
import { languages } from '../../../policy/languages.ts';
import { limit } from '../../../policy/limits.ts';
import { languageNames, useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useDecision } from './decision.tsx';
import type { PartProps, User } from './person.tsx';
import { texts } from './texts.ts';

type Wanted = Pick<User, 'firstName' | 'lastName' | 'language'> & {
  employmentEndsOn: string | null;
};

export function EditDetails({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { run, question } = useDecision({ user, changed });
  const params = { userId: user.userId };
  const save = (wanted: Wanted) =>
    run({
      save: (ifMatch) => client.changeUser({ params, body: wanted, ifMatch }),
      rows: (now) => [
        [words.firstName, now.firstName, wanted.firstName],
        [words.lastName, now.lastName, wanted.lastName],
        [text.language, languageNames[now.language], languageNames[wanted.language]],
        [text.employmentEndsOn, now.employmentEndsOn ?? '–', wanted.employmentEndsOn ?? '–'],
      ],
      said: text.saved,
    });

  if (question) return question;
  return (
    <Form
      key={user.etag}
      id="details"
      submit={words.save}
      onSubmit={(values) =>
        save({
          firstName: values.text('firstName'),
          lastName: values.text('lastName'),
          language: languages.find((each) => each === values.text('language')) ?? user.language,
          employmentEndsOn: values.text('employmentEndsOn') || null,
        })
      }
    >
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
      <TextField
        name="employmentEndsOn"
        label={text.employmentEndsOn}
        type="date"
        value={user.employmentEndsOn}
      />
    </Form>
  );
}
