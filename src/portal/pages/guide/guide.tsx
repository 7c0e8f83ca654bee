/** A short guide for each role: at least ten tasks, in the words of the buttons themselves. */
import { useState } from 'preact/hooks';
import { roleNames } from '../../../policy/role-names.ts';
import { type Role, roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { maySee } from '../../may-see.ts';
import type { PageProps } from '../../page.ts';
import { usePageTable } from '../../page-table.ts';
import { useSession } from '../../session.tsx';
import { Heading, Section } from '../../ui/heading.tsx';
import { administratorTasks } from './administrator-tasks.ts';
import { ownTasks } from './own-tasks.ts';
import { primaryUserTasks } from './primary-user-tasks.ts';
import type { Step, Task } from './steps.ts';
import { texts } from './texts.ts';

export const tasksOf: Readonly<Record<Role, readonly Task[]>> = {
  admin: administratorTasks,
  primary_user: primaryUserTasks,
  editor: ownTasks,
  expert: ownTasks,
};

export default function Guide({ title }: PageProps) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [role, setRole] = useState<Role>(me?.role ?? 'expert');
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text.lead}</p>
      <fieldset class="hds-selection-group no-print">
        <legend class="hds-selection-group__legend">{text.forRole}</legend>
        <div class="hds-selection-group__items hds-selection-group__items--vertical">
          {roles.map((each) => (
            <div class="hds-radio-button" key={each}>
              <input
                type="radio"
                class="hds-radio-button__input"
                id={`guide-${each}`}
                name="guide"
                checked={each === role}
                onChange={() => setRole(each)}
              />
              <label class="hds-radio-button__label" for={`guide-${each}`}>
                {roleNames[language][each]}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <Tasks title={text.tasksOf[role]} tasks={tasksOf[role]} />
      {tasksOf[role] !== ownTasks && <Tasks title={text.ownAccount} tasks={ownTasks} />}
      <p>
        <a href="/roles">{text.rolesLink}</a>
      </p>
    </>
  );
}

function Tasks({ title, tasks }: { title: string; tasks: readonly Task[] }) {
  const { language } = useLanguage();
  return (
    <Section title={title}>
      <ol class="tasks">
        {tasks.map((task) => (
          <li key={task.title.en}>
            <h3 class="heading-s">{task.title[language]}</h3>
            <ol>
              {task.steps.map((step, index) => (
                <li key={`${task.title.en} ${index}`}>
                  <StepText step={step} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepText({ step }: { step: Step }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const pages = usePageTable();
  if (step.do === 'find') return <>{text.find}</>;
  if (step.do !== 'open')
    return (
      <>
        {text[step.do]}{' '}
        {step.said.map((said, index) => (
          <span key={said(language)}>
            {index > 0 && ` ${text.or} `}
            <strong>{said(language)}</strong>
          </span>
        ))}
      </>
    );
  const page = pages[step.page];
  const name = page.title[language];
  return (
    <>
      {text.open} {maySee(page, me) ? <a href={page.path}>{name}</a> : <strong>{name}</strong>}
    </>
  );
}
