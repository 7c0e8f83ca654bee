/** A person's details, which are edited in place. */
import { languageWords } from '../../../policy/language-words.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useMay } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { factorTitle } from '../../texts/factor-title.ts';
import { factorTexts } from '../../texts/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { DateText } from '../../ui/date.tsx';
import { Facts } from '../../ui/facts.tsx';
import { EditDetails } from './edit-details.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

type DetailsProps = PartProps & { editing: boolean; onEditing: (editing: boolean) => void };

export function Details({ user, changed, editing, onEditing }: DetailsProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const factor = useTexts(factorTexts);
  const { language } = useLanguage();
  const mayEdit = useMay('people.edit');
  if (editing && mayEdit)
    return (
      <EditDetails
        user={user}
        changed={(now, said) => {
          onEditing(false);
          changed(now, said);
        }}
        onCancel={() => onEditing(false)}
      />
    );
  return (
    <>
      <Facts
        rows={[
          [words.firstName, user.firstName],
          [words.lastName, user.lastName],
          [text.language, languageWords[language][user.language]],
          [text.employmentEndsOn, user.employmentEndsOn && <DateText at={user.employmentEndsOn} />],
          [factorTitle[language], user.secondFactor ? factor.on : factor.off],
        ]}
      />
      {mayEdit && (
        <Button kind="secondary" small onClick={() => onEditing(true)}>
          {text.edit}
        </Button>
      )}
    </>
  );
}
