/** People of the portal's tests: invited, active, and signed in to a window of their own. */
import type { Page } from 'playwright-core';
import { type Client, createClient } from '../../src/client/client.ts';
import type { Role } from '../../src/policy/roles.ts';
import { type PortalService, password } from './portal-service.ts';

type Place = { service: PortalService; administrator: Client; organizationId: string };

export function portalPeople({ service, administrator, organizationId }: Place) {
  async function signedIn(email: string, width?: number): Promise<Page> {
    const window = await service.openWindow('fi', width);
    await window.goto('/sign-in');
    await window.fill('#email', email);
    await window.fill('#password', password);
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'Etusivu' }).waitFor();
    return window;
  }

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

  return { signedIn, invited, active };
}
