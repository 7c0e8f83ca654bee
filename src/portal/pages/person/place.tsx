/** Role and organization: changed with permission, or offered to another organization. */
import { useState } from 'preact/hooks';
import { roleNames } from '../../../policy/role-names.ts';
import { outranks, type Role, roles } from '../../../policy/roles.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useLoad } from '../../load.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import { client, useMay, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { fullName } from '../../ui/full-name.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useDecision } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function Place(props: PartProps) {
  const mayMove = useMay('people.move');
  return (
    <>
      <RoleForm {...props} />
      {mayMove ? <MoveForm {...props} /> : <Offer {...props} />}
    </>
  );
}

function RoleForm({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { run, question } = useDecision({ user, changed });
  const [asked, setAsked] = useState(false);
  const given = roles.filter((role) => me && outranks(me.role, role));
  const params = { userId: user.userId };
  const save = (role: Role) =>
    run({
      save: (ifMatch) => client.changeRole({ params, body: { role }, ifMatch }),
      rows: (now) => [[words.role, roleNames[language][now.role], roleNames[language][role]]],
      said: text.roleChanged,
    });
  if (question) return question;
  return (
    <>
      <Form
        key={user.etag}
        id="role"
        submit={text.changeRole}
        onSubmit={async (values) => {
          const role = roles.find((each) => each === values.text('role')) ?? user.role;
          if (role === 'admin' && user.role !== 'admin') setAsked(true);
          else await save(role);
        }}
      >
        <SelectField
          name="role"
          label={words.role}
          value={user.role}
          required
          options={given.map((role) => [role, roleNames[language][role]])}
        />
      </Form>
      {asked && (
        <Confirm
          title={text.adminAsk(fullName(user))}
          yes={text.adminYes}
          onClose={() => setAsked(false)}
          onYes={() => save('admin')}
        >
          <p>{text.adminText}</p>
        </Confirm>
      )}
    </>
  );
}

function MoveForm({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { items, nameOf } = useOrganizations();
  const { run, question } = useDecision({ user, changed });
  const [asked, setAsked] = useState<string>();
  const params = { userId: user.userId };
  const save = (organizationId: string) =>
    run({
      save: (ifMatch) => client.changeOrganization({ params, body: { organizationId }, ifMatch }),
      rows: (now) => [[words.organization, nameOf(now.organizationId), nameOf(organizationId)]],
      said: text.moved,
    });
  if (question) return question;
  const others = items.filter(({ organizationId }) => organizationId !== user.organizationId);
  return (
    <>
      <Form
        key={user.etag}
        id="move"
        submit={text.move}
        onSubmit={async (values) => setAsked(values.text('organizationId'))}
      >
        <SelectField
          name="organizationId"
          label={words.organization}
          required
          options={[['', words.choose], ...organizationChoices(others)]}
        />
      </Form>
      {asked && (
        <Confirm
          title={text.moveAsk(fullName(user))}
          yes={text.moveYes}
          onClose={() => setAsked(undefined)}
          onYes={() => save(asked)}
        >
          <p>{text.moveText(nameOf(asked))}</p>
        </Confirm>
      )}
    </>
  );
}

function Offer({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const targets = useLoad(() => client.listTransferTargets(), []);
  const choices = (targets.data?.items ?? []).map(
    ({ organizationId, name }) => [organizationId, name] as const,
  );
  const nameOf = (asked?: string) => choices.find(([id]) => id === asked)?.[1] ?? '–';
  const params = { userId: user.userId };
  const { run, question } = useDecision({ user, changed });
  const withdraw = useAction(async () => {
    await run({
      save: (ifMatch) => client.withdrawOffer({ params, ifMatch }),
      rows: (now) => [[text.offer, nameOf(now.offeredTo), '–']],
      said: text.withdrawn,
    });
  });
  if (question) return question;
  if (user.offeredTo !== undefined)
    return (
      <>
        <p>{text.offerOpen(nameOf(user.offeredTo))}</p>
        <ProblemNote problem={withdraw.problem} />
        <Button kind="secondary" busy={withdraw.busy} onClick={() => withdraw.run()}>
          {text.withdraw}
        </Button>
      </>
    );
  return (
    <Form
      key={user.etag}
      id="offer"
      submit={text.offer}
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
  );
}
