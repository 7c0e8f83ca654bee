/** Proposes a person's transfer to another organization, which decides about it. */

import { fullName } from '../../../policy/full-name.ts';
import { useTexts } from '../../language.tsx';
import { useLoad } from '../../load.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useDecision } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function Offer({ user, changed, onClose }: PartProps & { onClose: () => void }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const targets = useLoad(() => client.listTransferTargets(), []);
  const choices = (targets.data?.items ?? []).map(
    ({ organizationId, name }) => [organizationId, name] as const,
  );
  const nameOf = (asked?: string) => choices.find(([id]) => id === asked)?.[1] ?? '–';
  const params = { userId: user.userId };
  const { run, question } = useDecision({ user, changed });
  return (
    <Dialog title={text.offerAsk(fullName(user))} onClose={onClose}>
      {question}
      {!question && (
        <>
          <p>{text.offerText}</p>
          <Form
            id="offer"
            submit={text.offerYes}
            onCancel={onClose}
            onSubmit={async (values) => {
              const body = { organizationId: values.text('organizationId') };
              await run({
                save: (ifMatch) => client.offerUser({ params, body, ifMatch }),
                rows: (now) => [[text.offer, nameOf(now.offeredTo), nameOf(body.organizationId)]],
                said: text.offered,
              });
            }}
          >
            <SelectField
              name="organizationId"
              label={words.organization}
              required
              options={[['', words.choose], ...choices]}
            />
          </Form>
        </>
      )}
    </Dialog>
  );
}
