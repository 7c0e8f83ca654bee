/** The page at the current address, loaded on first use and shown only to those it is meant for. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Route, Router } from 'preact-iso';
import { useLanguage, useTexts } from '../language.tsx';
import { maySee } from '../may-see.ts';
import type { Page, PageProps } from '../page.ts';
import { PageTable } from '../page-table.ts';
import { pages } from '../pages.ts';
import { useSession } from '../session.tsx';
import { common } from '../texts/common.ts';
import { problemTexts } from '../texts/problems.ts';
import { Button } from '../ui/button.tsx';
import { Heading } from '../ui/heading.tsx';
import { Loading } from '../ui/loading.tsx';
import { Note } from '../ui/note.tsx';

const routes = Object.entries<Page>(pages).map(([name, page]) => ({
  name,
  path: page.path,
  component: ({ id }: { id?: string }) => <Guarded key={name} page={page} id={id} />,
}));

export function CurrentPage() {
  return (
    <PageTable.Provider value={pages}>
      <Router>
        {routes.map(({ name, path, component }) => (
          <Route key={name} path={path} component={component} />
        ))}
        <Route default component={NotFound} />
      </Router>
    </PageTable.Provider>
  );
}

type Opened = { page: Page; id: string | undefined };

function Guarded({ page, id }: Opened) {
  const words = useTexts(common);
  const { phase, me } = useSession();
  if (page.who === 'everyone') return <Lazy page={page} id={id} />;
  if (phase === 'starting') return <Loading />;
  if (phase === 'anonymous') return <Lazy page={pages.signIn} id={undefined} />;
  if (phase === 'factor_waits') return <Lazy page={pages.secondFactor} id={undefined} />;
  if (phase === 'notice_waits') return <Lazy page={pages.newPrivacyNotice} id={undefined} />;
  if (maySee(page, me)) return <Lazy page={page} id={id} />;
  return (
    <>
      <Heading>{words.refused}</Heading>
      <p>{me?.role === 'admin' ? words.notYourRole : words.refusedText}</p>
      <ToFront />
    </>
  );
}

/** Loaded pages render without delay. */
const loaded = new Map<string, ComponentType<PageProps>>();

function Lazy({ page, id }: Opened) {
  const { language } = useLanguage();
  const words = useTexts(common);
  const { busy } = useTexts(problemTexts);
  const [, setTurn] = useState(0);
  const [failed, setFailed] = useState(false);
  const Content = loaded.get(page.path);
  useEffect(() => {
    if (loaded.has(page.path)) return;
    page.load().then(
      (module) => {
        loaded.set(page.path, module.default);
        setTurn((turn) => turn + 1);
      },
      () => setFailed(true),
    );
  }, [page]);
  if (Content) return <Content title={page.title[language]} {...(id !== undefined && { id })} />;
  if (!failed) return <Loading />;
  return (
    <Note kind="error" title={words.failed} live>
      <p>{busy}</p>
      <Button kind="secondary" action="again" onClick={() => location.reload()} />
    </Note>
  );
}

function NotFound() {
  const words = useTexts(common);
  return (
    <>
      <Heading>{words.notFound}</Heading>
      <p>{words.notFoundText}</p>
      <ToFront />
    </>
  );
}

function ToFront() {
  const { toFront } = useTexts(common);
  return (
    <p>
      <a href="/">{toFront}</a>
    </p>
  );
}
