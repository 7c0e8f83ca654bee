/** Recognizes values that only look like a setting, before they are used. */

/** Also read in this process, by the host's storage connection and the identity library. */
const readByLibraries = /^(AzureWebJobsStorage|AZURE_)/;

/** A reference may have been pasted with quotes. */
const keyVaultReference = /^[\s"']*@Microsoft\.KeyVault\s*\(/i;

const masterKeyBytesMin = 32;

export const keyRule = `must be ${masterKeyBytesMin} bytes or more in base64 (RFC 4648, with padding)`;

/**
 * Decoding alone skips characters that are not base64 and stops at the first `=`.
 * @returns whether the text is the canonical spelling of enough bytes (RFC 4648, 3.5)
 */
export function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= masterKeyBytesMin && bytes.toString('base64') === text;
}

/** Links and passkeys are built from it: anything but scheme, host and port would get lost. */
export function isBareAddress(text: string): boolean {
  const url = URL.parse(text);
  // An invalid address has already been reported.
  if (!url) return true;
  const { username, password, pathname } = url;
  // An empty query or fragment leaves no trace in the parsed address.
  return `${username}${password}` === '' && /^\/*$/.test(pathname) && !/[?#@]/.test(text);
}

/**
 * A Key Vault reference that the platform could not resolve arrives as its own text. Source:
 * https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 * @param known names of the settings that the app reads
 * @returns names of the settings that are still references
 */
export function unresolvedReferences(
  env: Record<string, string | undefined>,
  known: readonly string[],
): string[] {
  const names = [...known, ...Object.keys(env).filter((name) => readByLibraries.test(name))];
  return [...new Set(names)].filter((name) => keyVaultReference.test(env[name] ?? ''));
}

/** Reveals nothing of the value, which names the vault, and does not suggest a new secret. */
export function referenceFault(name: string): string {
  return [
    `setting ${name}: the platform could not read the secret from Key Vault and passed the`,
    'reference on instead. Check the reference\'s URI and version, the role "Key Vault Secrets',
    'User" of the identity that keyVaultReferenceIdentity names, and the network path from the app',
    'to the vault; then restart the app or refresh its references. Leave the secret in the vault',
    'as it is.',
  ].join(' ');
}
