/** How a connected system is told of changes: choosing it, what has not arrived, and sending again. */
import { limit } from '../../../policy/limits.ts';
import { signalDeliveries } from '../../../policy/signals.ts';
import { useTexts } from '../../language.tsx';
import { client } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field.tsx';
import { Form, type Values } from '../../ui/form.tsx';
import { Section } from '../../ui/heading.tsx';
import { signalTexts } from './signal-texts.ts';
import type { Changed, System } from './system.tsx';
import { Undelivered } from './undelivered.tsx';

export function Signals({ system, changed }: { system: System; changed: Changed }) {
  const words = useTexts(common);
  const text = useTexts(signalTexts);
  const { systemId, etag, signals } = system;
  return (
    <Section title={text.title}>
      <p>{text.lead}</p>
      <Form
        id="signals"
        submit={words.save}
        check={(values) =>
          values.text('delivery') === 'push' && values.text('endpoint') === ''
            ? [{ field: 'endpoint', rule: 'required' } as const]
            : []
        }
        onSubmit={async (values) => {
          const given = { params: { systemId }, body: settingsIn(values), ifMatch: etag };
          changed(await client.changeSignals(given), text.saved);
        }}
      >
        <ChoiceField
          name="delivery"
          legend={text.delivery}
          required
          chosen={[signals?.delivery ?? 'none']}
          options={(['none', ...signalDeliveries] as const).map((each) => [
            each,
            text.deliveries[each],
          ])}
        />
        <TextField
          name="endpoint"
          label={text.endpoint}
          hint={text.endpointHint}
          value={signals?.endpoint}
          maxLength={limit.systemUriCharactersMax}
        />
        <TextField
          name="authorization"
          label={text.authorization}
          hint={text.authorizationHint}
          autoComplete="off"
          maxLength={limit.signalAuthorizationCharactersMax}
        />
        {signals?.authorized && (
          <CheckField
            name="dropAuthorization"
            label={text.dropAuthorization}
            hint={text.authorized}
          />
        )}
      </Form>
      {signals && system.disabledAt === undefined && (
        <Undelivered systemId={systemId} delivery={signals.delivery} />
      )}
    </Section>
  );
}

function settingsIn(values: Values) {
  const delivery = values.text('delivery');
  if (delivery === 'poll') return { delivery } as const;
  if (delivery !== 'push') return { delivery: 'none' } as const;
  const header = values.text('authorization');
  const dropped = values.checked('dropAuthorization') ? null : undefined;
  const endpoint = values.text('endpoint');
  return { delivery, endpoint, authorization: header === '' ? dropped : header } as const;
}
