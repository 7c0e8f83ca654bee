/** Moves a person to another organization, for those who may move anybody. */

import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useDecision } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function Move({ user, changed, onClose }: PartProps & { onClose: () => void }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { items, nameOf } = useOrganizations();
  const { run, question } = useDecision({ user, changed });
  const params = { userId: user.userId };
  const save = (organizationId: string) =>
    run({
      save: (ifMatch) => client.changeOrganization({ params, body: { organizationId }, ifMatch }),
      rows: (now) => [[words.organization, nameOf(now.organizationId), nameOf(organizationId)]],
      said: text.moved,
    });
  const others = items.filter(({ organizationId }) => organizationId !== user.organizationId);
  return (
    <Dialog title={text.moveAsk(fullName(user))} onClose={onClose}>
      {question}
      {!question && (
        <>
          <p>{text.moveText}</p>
          <Form
            id="move"
            submit={text.moveYes}
            onCancel={onClose}
            onSubmit={(values) => save(values.text('organizationId'))}
          >
            <SelectField
              name="organizationId"
              label={words.organization}
              required
              options={[['', words.choose], ...organizationChoices(others)]}
            />
          </Form>
        </>
      )}
    </Dialog>
  );
}
