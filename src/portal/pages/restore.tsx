/** Asks the administration to restore a deactivated account, with the link from the e-mail. */
import { inEveryLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { DateText } from '../ui/date.tsx';
import { Heading } from '../ui/heading.tsx';
import { LinkAction } from './link-action.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: (name: string) =>
      `Hei ${name}! Tilisi on poistettu käytöstä. Voit pyytää ylläpitoa palauttamaan sen.`,
    ask: 'Pyydä palautusta',
    done: 'Pyyntö on lähetetty ylläpitoon',
    until: 'Saat vastauksen sähköpostiisi. Ellei tiliä palauteta, tietosi poistetaan:',
  },
  sv: {
    lead: (name: string) =>
      `Hej ${name}! Ditt konto har inaktiverats. Du kan be administrationen att återställa det.`,
    ask: 'Be om återställning',
    done: 'Din begäran har skickats till administrationen',
    until: 'Du får svar per e-post. Om kontot inte återställs raderas dina uppgifter:',
  },
  en: {
    lead: (name: string) =>
      `Hello ${name}! Your account has been deactivated. You can ask the administration to restore it.`,
    ask: 'Request restoration',
    done: 'Your request has been sent to the administration',
    until:
      'You will get an answer by e-mail. Unless your account is restored, your data is erased on:',
  },
});

export default function Restore({ title }: PageProps) {
  const text = useTexts(texts);
  return (
    <>
      <Heading>{title}</Heading>
      <LinkAction
        purpose="restore_request"
        lead={({ firstName }) => text.lead(firstName)}
        submit={text.ask}
        act={(token) => client.askRestore({ body: { token } })}
        doneTitle={text.done}
        done={({ eraseAt }) => (
          <p>
            {text.until} <DateText at={eraseAt} />
          </p>
        )}
      />
    </>
  );
}
