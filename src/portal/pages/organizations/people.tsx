/** An organization's people at a glance: how many there are, who its primary users are. */

import { fullName } from '../../../policy/full-name.ts';
import { formatNumber } from '../../format.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { Ready, useLoad } from '../../load.tsx';
import { client, useSession } from '../../session.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/heading.tsx';
import { texts } from './texts.ts';

const primaryUsersMax = 100;

export function People({ organizationId }: { organizationId: string }) {
  const text = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const read = useLoad(async () => {
    const here = { organizationId, limit: 1 } as const;
    const primary = { status: 'active', role: 'primary_user', limit: primaryUsersMax } as const;
    const [active, invited, primaryUsers] = await Promise.all([
      client.searchUsers({ body: { ...here, status: 'active' } }),
      client.searchUsers({ body: { ...here, status: 'invited' } }),
      client.searchUsers({ body: { ...here, ...primary } }),
    ]);
    return { active: active.total, invited: invited.total, primaryUsers: primaryUsers.items };
  }, [organizationId]);
  const listed = me?.role === 'admin' ? `/people?organization=${organizationId}` : '/people';
  return (
    <Section title={text.people}>
      <Ready of={read}>
        {({ active, invited, primaryUsers }) => (
          <>
            <Facts
              rows={[
                [text.active, formatNumber(active, language)],
                [text.invited, formatNumber(invited, language)],
                [
                  text.primaryUsers,
                  primaryUsers.length === 0 ? (
                    text.noPrimaryUsers
                  ) : (
                    <ul class="plain">
                      {primaryUsers.map((each) => (
                        <li key={each.userId}>
                          <a href={`/people/${each.userId}`}>{fullName(each)}</a>
                        </li>
                      ))}
                    </ul>
                  ),
                ],
              ]}
            />
            <ul class="links">
              <li>
                <a href={listed}>{text.showPeople}</a>
              </li>
              <li>
                <a href={`/audit?subjectId=${organizationId}`}>{text.eventsLink}</a>
              </li>
              <li>
                <a href="/roles">{text.rolesLink}</a>
              </li>
            </ul>
          </>
        )}
      </Ready>
    </Section>
  );
}
