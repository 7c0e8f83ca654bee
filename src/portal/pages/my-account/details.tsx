/** Edits names and language; if someone else changed them meanwhile, the person decides. */
import { useState } from 'preact/hooks';
import { ProblemError } from '../../../client/client.ts';
import { languages } from '../../../policy/languages.ts';
import { limit } from '../../../policy/limits.ts';
import { languageNames, useLanguage, useTexts } from '../../language.tsx';
import { client, type Me, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { Done } from '../../ui/done.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { texts } from './texts.ts';

type Wanted = Pick<Me, 'firstName' | 'lastName' | 'language'>;

export function Details({ me }: { me: Me }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { choose } = useLanguage();
  const { reload } = useSession();
  const [done, setDone] = useState<string>();
  const [wanted, setWanted] = useState<Wanted>();

  async function save(body: Wanted, ifMatch: string) {
    setDone(undefined);
    try {
      await client.changeMe({ body, ifMatch });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'changed_meanwhile') throw error;
      setWanted(body);
      await reload();
      return;
    }
    setWanted(undefined);
    choose(body.language);
    await reload();
    setDone(text.saved);
  }

  return (
    <>
      <Done>{done}</Done>
      {wanted && (
        <Conflict
          rows={[
            [words.firstName, me.firstName, wanted.firstName],
            [words.lastName, me.lastName, wanted.lastName],
            [text.language, languageNames[me.language], languageNames[wanted.language]],
          ]}
          onKeepTheirs={() => setWanted(undefined)}
          onKeepYours={() => save(wanted, me.etag)}
        />
      )}
      <Form
        key={me.etag}
        submit={words.save}
        onSubmit={(values) =>
          save(
            {
              firstName: values.text('firstName'),
              lastName: values.text('lastName'),
              language: languages.find((each) => each === values.text('language')) ?? me.language,
            },
            me.etag,
          )
        }
      >
        <TextField
          name="firstName"
          label={words.firstName}
          value={me.firstName}
          maxLength={limit.nameCharactersMax}
          autoComplete="given-name"
          required
        />
        <TextField
          name="lastName"
          label={words.lastName}
          value={me.lastName}
          maxLength={limit.nameCharactersMax}
          autoComplete="family-name"
          required
        />
        <SelectField
          name="language"
          label={text.language}
          value={me.language}
          options={languages.map((each) => [each, languageNames[each]])}
          required
        />
      </Form>
    </>
  );
}
