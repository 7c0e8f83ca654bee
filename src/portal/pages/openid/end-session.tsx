/** Signs a person out on the request of a connected system, and takes them back there. */
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { sentParameters } from '../../sent-parameters.ts';
import { client, useSession } from '../../session.tsx';
import { common } from '../../texts/common.ts';
import { Form } from '../../ui/form.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Loading } from '../../ui/loading.tsx';
import { texts } from './texts.ts';

type Answer = Output<'endSessionOnRequest'>;

export default function EndSession({ title }: PageProps) {
  const { phase, end } = useSession();
  const [starting, setStarting] = useState(true);
  useEffect(() => {
    if (phase !== 'starting') setStarting(false);
  }, [phase]);
  const answer = useLoad<Answer | undefined>(async () => {
    if (starting) return undefined;
    const found = await client.endSessionOnRequest({ body: { request: sentParameters() } });
    if (found.here) end('signed_out');
    return found;
  }, [starting]);
  return (
    <>
      {answer.problem && <Heading>{title}</Heading>}
      <Ready of={answer}>{(found) => (found ? <Next answer={found} /> : <Loading />)}</Ready>
    </>
  );
}

function Next({ answer }: { answer: Answer }) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language, suggest } = useLanguage();
  const { phase, signOut } = useSession();
  const { redirectTo, system } = answer;
  const asks = !answer.done && phase !== 'anonymous';
  useEffect(() => {
    if (answer.language) suggest(answer.language);
  }, [answer.language]);
  useEffect(() => {
    if (!asks && redirectTo) location.replace(redirectTo);
  }, [asks, redirectTo]);
  if (!asks)
    return (
      <>
        <Heading>{text.signedOut}</Heading>
        {!redirectTo && (
          <p>
            <a href="/sign-in">{text.signInHere}</a>
          </p>
        )}
      </>
    );
  return (
    <>
      <Heading>{text.signOut}</Heading>
      {system && <p>{text.signOutFrom(system[language])}</p>}
      <p>{text.signOutLead}</p>
      <Form submit={words.signOut} onSubmit={signOut}>
        {null}
      </Form>
    </>
  );
}
