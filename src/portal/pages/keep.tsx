/** Keeps an account that is about to be deactivated, with the link from the notice. */
import { inEveryLanguage, useTexts } from '../language.tsx';
import type { PageProps } from '../page.ts';
import { client } from '../session.tsx';
import { DateText } from '../ui/date.tsx';
import { Heading } from '../ui/heading.tsx';
import { LinkAction } from './link-action.tsx';

export const texts = inEveryLanguage({
  fi: {
    lead: (name: string) => `Hei ${name}! Vahvista, että tarvitset tiliäsi edelleen.`,
    keep: 'Säilytä tilini',
    done: 'Tilisi säilyy',
    until: 'Jos et käytä palvelua, tili on voimassa tähän päivään asti:',
  },
  sv: {
    lead: (name: string) => `Hej ${name}! Bekräfta att du fortfarande behöver ditt konto.`,
    keep: 'Behåll mitt konto',
    done: 'Ditt konto behålls',
    until: 'Om du inte använder tjänsten gäller kontot till:',
  },
  en: {
    lead: (name: string) => `Hello ${name}! Confirm that you still need your account.`,
    keep: 'Keep my account',
    done: 'Your account stays active',
    until: 'If you do not use the service, your account stays active until:',
  },
});

export default function Keep({ title }: PageProps) {
  const text = useTexts(texts);
  return (
    <>
      <Heading>{title}</Heading>
      <LinkAction
        purpose="keep_alive"
        lead={({ firstName }) => text.lead(firstName)}
        submit={text.keep}
        act={(token) => client.keepAlive({ body: { token } })}
        doneTitle={text.done}
        done={({ deactivateAt }) => (
          <p>
            {text.until} <DateText at={deactivateAt} />
          </p>
        )}
      />
    </>
  );
}
