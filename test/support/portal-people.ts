/** People with accounts, and browser windows in which they are signed in. */
import type { Page } from 'playwright-core';
import { type Client, createClient } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { type PortalService, password } from './portal-service.ts';

export async function signIn(window: Page, email: string): Promise<void> {
  await window.fill('#email', email);
  await window.fill('#password', password);
  await window.keyboard.press('Enter');
  await window.locator('.who').waitFor({ state: 'attached' });
}

/** @param width of the window in pixels */
export async function signedIn(service: PortalService, email: string, width = 1280): Promise<Page> {
  const window = await service.openWindow('fi', width);
  await window.goto('/sign-in');
  await signIn(window, email);
  return window;
}

type Given = { firstName: string; role: Role; organizationId: string };

/** @returns an activated colleague with the last name Salo, and a client signed in as them */
export async function activeColleague(
  service: PortalService,
  administrator: Client,
  { firstName, role, organizationId }: Given,
) {
  const email = `${firstName}@example.fi`.toLowerCase();
  const names = { firstName, lastName: 'Salo', language: 'fi' } as const;
  const body = { email, role, organizationId, ...names };
  const { userId } = await administrator.createInvitation({ body });
  const token = (await service.linkFor(email)).split('#')[1] ?? '';
  const client = createClient(service.url);
  const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
  await client.activate({ body: given });
  return { userId, email, client };
}

type Place = { service: PortalService; administrator: Client; organizationId: string };

/** Invites, activates and signs in people with any names, in one organization unless another is named. */
export function portalPeople({ service, administrator, organizationId }: Place) {
  async function invited(firstName: string, lastName: string, role: Role, home = organizationId) {
    const name = `${firstName}.${lastName}`.toLowerCase().normalize('NFD');
    const email = `${name.replace(/[^a-z.]/g, '')}@example.fi`;
    const names = { firstName, lastName, language: 'fi' } as const;
    const body = { email, role, organizationId: home, ...names };
    return administrator.createInvitation({ body });
  }

  async function active(firstName: string, lastName: string, role: Role, home = organizationId) {
    const { userId, email } = await invited(firstName, lastName, role, home);
    const token = (await service.linkFor(email)).split('#')[1] ?? '';
    const given = { token, password, language: 'fi', privacyNoticeRead: true } as const;
    await createClient(service.url).activate({ body: given });
    return { userId, email };
  }

  return {
    invited,
    active,
    signedIn: (email: string, width?: number) => signedIn(service, email, width),
  };
}
