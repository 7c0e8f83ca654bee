/**
 * How each category of stored data is protected, in four levels (OWASP ASVS 5.0.0, 14.1 and
 * 14.2.4). src/REFERENCE.md prints both tables.
 */
import { type CategoryName, categories } from './categories.ts';

export const protectionLevels = {
  credential:
    'Secrets are hashed, or sealed with AES-256-GCM under a key that storage holds only wrapped. Their owner sees them once, when they are created. Never in an export, event, log line or queue message; a link carries its secret behind the #. Erased with the account.',
  personal:
    'Encrypted by the platform at rest and by TLS in transit. Shown to the person, to primary users of the home organization and to administrators. Never in an event, log line, URL or queue message; backups are sealed; erased by date.',
  pseudonymous:
    'As personal, and also in events and log lines, under ids alone. What remains after erasure cannot be linked to a person.',
  technical: 'Not about a person. Encrypted by the platform at rest and by TLS in transit.',
} as const;

export type ProtectionLevel = keyof typeof protectionLevels;

const credentials: ReadonlySet<CategoryName> = new Set(['secret', 'factor', 'session']);

const byPerson = { direct: 'personal', linked: 'pseudonymous', none: 'technical' } as const;

/** @returns a category's level: `secret` if it proves an identity, else by its link to a person */
export function protectionOf(name: CategoryName): ProtectionLevel {
  return credentials.has(name) ? 'credential' : byPerson[categories[name].personal];
}
