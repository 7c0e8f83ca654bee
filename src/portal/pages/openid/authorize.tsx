/** Takes a person from a connected system through signing in, and back to that system. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Output } from '../../../api.ts';
import { dropRequest, keepRequest, keptRequest } from '../../kept-request.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import type { PageProps } from '../../page.ts';
import { sentParameters } from '../../sent-parameters.ts';
import { client, useSession } from '../../session.tsx';
import { factorTitle } from '../../texts/factor-title.ts';
import { Heading } from '../../ui/heading.tsx';
import { Loading } from '../../ui/loading.tsx';
import { SignInForm } from '../sign-in.tsx';
import { texts } from './texts.ts';

type Answer = Output<'authorize'>;

export default function Authorize({ title }: PageProps) {
  const { phase, me } = useSession();
  const [ticket, setTicket] = useState<string>();
  const [request] = useState(() => sentParameters() || (keptRequest() ?? ''));
  // Signing in reads the account before the phase changes: asking then would be too early.
  const turn = phase === 'anonymous' ? undefined : me;
  const answer = useLoad<Answer | undefined>(async () => {
    if (phase === 'starting') return undefined;
    const known = phase !== 'anonymous';
    const found = await (known
      ? client.authorize({ body: { request, ticket } })
      : client.beginAuthorization({ body: { request } }));
    if (found.ticket) setTicket(found.ticket);
    if (found.first) keepRequest(request);
    else dropRequest();
    if (found.redirectTo) location.replace(found.redirectTo);
    return found;
    // Signing in again reads the account again, even if the phase stays the same.
  }, [phase, turn]);
  return (
    <>
      {answer.problem && <Heading>{title}</Heading>}
      <Ready of={answer}>
        {(found) => (found ? <Next key={found.first} answer={found} /> : <Loading />)}
      </Ready>
    </>
  );
}

function Next({ answer }: { answer: Answer }) {
  const text = useTexts(texts);
  const { language, suggest } = useLanguage();
  const { phase } = useSession();
  useEffect(() => {
    if (answer.language) suggest(answer.language);
  }, [answer.language]);
  const system = answer.system?.[language] ?? '';
  if (answer.first === 'second_factor')
    return <Page load={secondFactor} title={factorTitle[language]} />;
  if (answer.first === 'privacy_notice')
    return <Page load={newPrivacyNotice} title={text.newNotice} />;
  if (answer.first === 'sign_in')
    return (
      <SignInForm
        lead={phase === 'anonymous' ? text.signIn(system) : text.signInAgain(system)}
        email={answer.loginHint}
      />
    );
  return (
    <>
      <Heading>{text.going}</Heading>
      <Loading />
    </>
  );
}

const secondFactor: Loader = () => import('../second-factor/second-factor.tsx');
const newPrivacyNotice: Loader = () => import('../new-privacy-notice.tsx');

type Loader = () => Promise<{ default: ComponentType<PageProps> }>;

function Page({ load, title }: { load: Loader; title: string }) {
  const [Content, setContent] = useState<ComponentType<PageProps>>();
  useEffect(() => {
    load().then((module) => setContent(() => module.default));
  }, []);
  return Content ? <Content title={title} /> : <Loading />;
}
