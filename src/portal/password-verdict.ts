/** What the service itself would say of a new password: its own rules and list, loaded when one is typed. */
import type { PasswordRule } from '../policy/passwords.ts';

/**
 * @param known the person's names and address, as the service knows them
 * @returns the rule that the password breaks, or `none`; undefined while the list cannot be loaded
 */
export async function passwordVerdict(
  password: string,
  known: readonly string[],
): Promise<PasswordRule | 'none' | undefined> {
  try {
    const [{ faultsOfPassword }, { commonPasswords }] = await Promise.all([
      import('../policy/passwords.ts'),
      import('../sessions/common-passwords.ts'),
    ]);
    const [fault] = faultsOfPassword(password, known, 'password', await commonPasswords());
    return fault?.rule ?? 'none';
  } catch {
    // Without a connection the service says it when the form is sent.
    return undefined;
  }
}
