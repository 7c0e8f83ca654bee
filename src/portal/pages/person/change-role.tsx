/** Changes a person's role; making somebody an administrator is asked twice. */
import { useState } from 'preact/hooks';
import { fullName } from '../../../policy/full-name.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { outranks, type Role, roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { manageTexts } from '../../texts/manage.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { RoleField } from '../../ui/role-field.tsx';
import { useDecision } from './decision.tsx';
import type { PartProps } from './person.tsx';
import { texts } from './texts.ts';

export function ChangeRole({ user, changed, onClose }: PartProps & { onClose: () => void }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const manage = useTexts(manageTexts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { run, question } = useDecision({ user, changed });
  const [isAdmin, setIsAdmin] = useState(false);
  const given = roles.filter((role) => me && role !== user.role && outranks(me.role, role));
  const params = { userId: user.userId };
  const save = (role: Role) =>
    run({
      save: (ifMatch) => client.changeRole({ params, body: { role }, ifMatch }),
      rows: (now) => [[words.role, roleNames[language][now.role], roleNames[language][role]]],
      said: text.roleChanged,
    });
  const title = (isAdmin ? text.adminAsk : manage.changeRoleAsk)(fullName(user));
  return (
    <Dialog title={title} onClose={onClose}>
      {question}
      {!question && isAdmin && (
        <>
          <p>{text.adminText}</p>
          <Form
            key="admin"
            submit={text.adminYes}
            onSubmit={() => save('admin')}
            onCancel={onClose}
          >
            {null}
          </Form>
        </>
      )}
      {!question && !isAdmin && (
        <>
          <p>{manage.changeRoleText}</p>
          <Form
            key="role"
            id="role"
            submit={manage.changeRole}
            onCancel={onClose}
            onSubmit={async (values) => {
              const role = given.find((each) => each === values.text('role'));
              if (role === 'admin') setIsAdmin(true);
              else if (role) await save(role);
            }}
          >
            <RoleField roles={given} />
          </Form>
        </>
      )}
    </Dialog>
  );
}
