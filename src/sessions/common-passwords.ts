/** The most common passwords, loaded when the first password is set; nothing leaves the service. */

let list: Promise<ReadonlySet<string>> | undefined;

/**
 * Source: `@zxcvbn-ts/language-common`, 49,233 passwords from published breaches, in lower case.
 * @returns the whole list, as a set
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return list;
}
