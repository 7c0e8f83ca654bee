/** The whole story, from the first administrator to a restored account, on two instances. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword } from './act.ts';
import type { Service } from './harness.ts';
import { refused } from './refused.ts';

export type Told = Pick<
  Service,
  'client' | 'tokenFor' | 'activate' | 'join' | 'signedInAdministrator' | 'stop'
> & {
  drainMail(): Promise<unknown>;
  clock: { advance(duration: { days: number; seconds?: number }): void | Promise<void> };
  mailbox: {
    messages(to: string): readonly { subject: string }[] | Promise<readonly { subject: string }[]>;
  };
  logs: readonly string[];
};

/** @param start starts the first instance, then a second one beside it */
export function tellStory<T extends Told>(start: (beside?: T) => Promise<T>): void {
  let one: T;
  let two: T;
  let admin: Client;

  beforeAll(async () => {
    one = await start();
    two = await start(one);
    admin = await one.signedInAdministrator();
  });

  afterAll(async () => {
    await two.stop();
    await one.stop();
  });

  test('an account goes from invitation to restoration, each step seen by both instances', async () => {
    const city = await admin.createOrganization({ body: { name: 'Espoo', language: 'fi' } });
    const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
    const { organizationId } = city;
    const primary = await one.join(admin, 'primary@espoo.fi', organizationId, 'primary_user');

    const invitee = {
      email: 'Editor@Espoo.fi ',
      firstName: 'Eeva',
      lastName: 'Editor',
      organizationId,
      role: 'editor',
      language: 'sv',
    } as const;
    const invitation = await primary.client.createInvitation({ body: invitee });
    expect(invitation).toMatchObject({
      email: 'editor@espoo.fi',
      status: 'invited',
      role: 'editor',
    });
    const { userId } = invitation;

    const token = await two.tokenFor('editor@espoo.fi');
    const asked = await two.client().checkLink({ body: { token } });
    expect(asked).toMatchObject({
      purpose: 'invitation',
      organizationName: 'Espoo',
      role: 'editor',
      invitedBy: 'Aino Virtanen',
    });
    const editor = await two.activate(token);
    expect(await editor.me()).toMatchObject({ userId, status: 'active', language: 'en' });
    await expect(one.activate(token)).rejects.toEqual(refused('link_invalid'));

    const elsewhere = one.client();
    await elsewhere.signIn({ body: { email: 'EDITOR@espoo.fi', password: goodPassword } });
    await elsewhere.refresh({ body: { refreshToken: elsewhere.tokens.refresh } });
    expect(await elsewhere.me()).toMatchObject({ userId });
    expect((await elsewhere.listSessions()).items).toHaveLength(2);

    await expect(elsewhere.searchUsers({ body: {} })).rejects.toEqual(refused('not_allowed'));
    const read = await primary.client.readUser({ params: { userId } });
    await primary.client.changeRole({
      params: { userId },
      body: { role: 'primary_user' },
      ifMatch: read.etag,
    });
    expect((await elsewhere.searchUsers({ body: {} })).total).toBe(2);
    await expect(
      primary.client.changeRole({
        params: { userId },
        body: { role: 'expert' },
        ifMatch: read.etag,
      }),
    ).rejects.toEqual(refused('changed_meanwhile'));

    const { etag } = await primary.client.readUser({ params: { userId } });
    const out = await primary.client.deactivateUser({
      params: { userId },
      body: {},
      ifMatch: etag,
    });
    expect(out).toMatchObject({ status: 'deactivated', why: 'administration' });
    await expect(editor.me()).rejects.toEqual(refused('not_signed_in'));
    await expect(elsewhere.me()).rejects.toEqual(refused('not_signed_in'));
    await one.drainMail();
    const password = { email: 'editor@espoo.fi', password: goodPassword };
    await expect(two.client().signIn({ body: password })).rejects.toEqual(
      refused('sign_in_failed'),
    );
    await expect(
      primary.client.restoreUser({ params: { userId }, body: {}, ifMatch: out.etag }),
    ).rejects.toEqual(refused('not_allowed'));

    await one.clock.advance({ days: 29 });
    const manager = one.client();
    await manager.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
    const back = await manager.restoreUser({ params: { userId }, body: {}, ifMatch: out.etag });
    expect(back.status).toBe('active');
    const again = two.client();
    await again.signIn({ body: password });
    expect((await again.me()).role).toBe('primary_user');

    await expect(
      manager.createInvitation({ body: { ...invitee, email: 'editor@espoo.fi' } }),
    ).rejects.toEqual(refused('address_taken'));
    await expect(
      again.createInvitation({
        body: { ...invitee, email: 'x@vantaa.fi', organizationId: other.organizationId },
      }),
    ).rejects.toEqual(refused('not_found'));
    await manager.createInvitation({
      body: { ...invitee, email: 'late@espoo.fi', role: 'expert' },
    });
    const late = await one.tokenFor('late@espoo.fi');
    await one.clock.advance({ days: 7, seconds: 1 });
    await expect(one.activate(late)).rejects.toEqual(refused('link_invalid'));
  });

  test("each e-mail of the story was sent once, in the person's language", async () => {
    await one.drainMail();
    const subjects = (await one.mailbox.messages('editor@espoo.fi')).map((mail) => mail.subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(subjects).toHaveLength(4);
  });

  test('no log line contains a name, an address or a secret', () => {
    const text = one.logs.join('\n');
    for (const word of ['Virtanen', 'Eeva', 'espoo.fi', goodPassword, 'first.admin'])
      expect(text).not.toContain(word);
  });
}
