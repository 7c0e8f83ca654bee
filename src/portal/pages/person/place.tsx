/** Role and organization: changed by those who may, offered to another organization by the others. */
import { roleNames } from '../../../policy/role-names.ts';
import { outranks, roles } from '../../../policy/roles.ts';
import { useAction } from '../../action.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { useLoad } from '../../load.tsx';
import { organizationChoices, useOrganizations } from '../../organizations.ts';
import { client, useMay, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
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
  const given = roles.filter((role) => me && outranks(me.role, role));
  return (
    <Form
      key={user.etag}
      id="role"
      submit={text.changeRole}
      onSubmit={async (values) => {
        const role = roles.find((each) => each === values.text('role')) ?? user.role;
        const params = { userId: user.userId };
        const body = { role };
        changed(await client.changeRole({ params, body, ifMatch: user.etag }), text.roleChanged);
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
  );
}

function MoveForm({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { items } = useOrganizations();
  const others = items.filter(({ organizationId }) => organizationId !== user.organizationId);
  return (
    <Form
      key={user.etag}
      id="move"
      submit={text.move}
      onSubmit={async (values) => {
        const body = { organizationId: values.text('organizationId') };
        const params = { userId: user.userId };
        changed(await client.changeOrganization({ params, body, ifMatch: user.etag }), text.moved);
      }}
    >
      <SelectField
        name="organizationId"
        label={words.organization}
        required
        options={[['', words.choose], ...organizationChoices(others)]}
      />
    </Form>
  );
}

function Offer({ user, changed }: PartProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const targets = useLoad(() => client.listTransferTargets(), []);
  const choices = (targets.data?.items ?? []).map(
    ({ organizationId, name }) => [organizationId, name] as const,
  );
  const params = { userId: user.userId };
  const withdraw = useAction(async () => {
    changed(await client.withdrawOffer({ params, ifMatch: user.etag }), text.withdrawn);
  });
  if (user.offeredTo !== undefined)
    return (
      <>
        <p>{text.offerOpen(choices.find(([id]) => id === user.offeredTo)?.[1] ?? '')}</p>
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
        changed(await client.offerUser({ params, body, ifMatch: user.etag }), text.offered);
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
