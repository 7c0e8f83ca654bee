/** Pages where an e-mail link does one thing, only after a click and never just by being opened. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Output } from '../../api.ts';
import { forgetLinkToken } from '../link-token.ts';
import { Form } from '../ui/form.tsx';
import { LinkPage } from '../ui/link-page.tsx';
import { Note } from '../ui/note.tsx';

type LinkActionProps<T> = {
  purpose: Output<'checkLink'>['purpose'];
  /** Explains what the button does. */
  lead: (link: Output<'checkLink'>) => string;
  submit: string;
  act: (token: string) => Promise<T>;
  doneTitle: string;
  done: (answer: T) => ComponentChildren;
};

export function LinkAction<T>(props: LinkActionProps<T>) {
  const { purpose, lead, submit, act, doneTitle, done } = props;
  const [answer, setAnswer] = useState<{ value: T }>();
  if (answer)
    return (
      <Note kind="success" title={doneTitle} live>
        {done(answer.value)}
      </Note>
    );
  return (
    <LinkPage purpose={purpose}>
      {(link, token) => (
        <>
          <p>{lead(link)}</p>
          <Form
            submit={submit}
            onSubmit={async () => {
              const value = await act(token);
              forgetLinkToken();
              setAnswer({ value });
            }}
          >
            {null}
          </Form>
        </>
      )}
    </LinkPage>
  );
}
