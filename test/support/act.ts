/** People's actions in tests on any kind of service: following e-mail links, activating, inviting. */
import type { Client } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';

export const goodPassword = 'seven green herons wade';
export const firstAdministrator = 'first.admin@example.fi';

type Mails = { text: string };

type Service = {
  client(): Client;
  /** Sends all e-mails in the queues. */
  drainMail(): Promise<unknown>;
  mailbox: { messages(address: string): readonly Mails[] | Promise<readonly Mails[]> };
  inviteFirstAdministrator(): Promise<unknown>;
};

export function actIn({ client, drainMail, mailbox, inviteFirstAdministrator }: Service) {
  /** @returns the secret in the link of the newest e-mail to the address */
  async function tokenFor(address: string): Promise<string> {
    await drainMail();
    const [newest] = await mailbox.messages(address);
    const link = /#(\S+)/.exec(newest?.text ?? '')?.[1];
    if (!link) throw new Error('the newest e-mail has no link');
    return link;
  }

  async function signedInAdministrator(): Promise<Client> {
    await inviteFirstAdministrator();
    return activate(await tokenFor(firstAdministrator));
  }

  async function activate(token: string): Promise<Client> {
    const person = client();
    const body = {
      token,
      password: goodPassword,
      language: 'en',
      privacyNoticeRead: true,
    } as const;
    await person.activate({ body });
    return person;
  }

  /** Invites and activates a person. @returns the person's client and id */
  async function join(inviter: Client, email: string, organizationId: string, role: Role) {
    const names = { firstName: 'Aino', lastName: 'Virtanen', language: 'en' } as const;
    const body = { email, organizationId, role, ...names };
    const { userId } = await inviter.createInvitation({ body });
    return { userId, client: await activate(await tokenFor(email)) };
  }

  return { tokenFor, signedInAdministrator, activate, join };
}
