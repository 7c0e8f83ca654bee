/** Who may do what: one table of data, which nothing else repeats or decides. */

/** Roles as the data-privacy page names them; the administration besides. */
export const roles = ['admin', 'primary_user', 'editor', 'expert'] as const;
export type Role = (typeof roles)[number];

/** A higher rank may manage a lower or equal one, never the other way round. */
const rank: Record<Role, number> = { admin: 2, primary_user: 1, editor: 0, expert: 0 };

/** How far a permission reaches: everywhere, the own organization, or the own account. */
export type Scope = 'any' | 'own' | 'self';

type Row = { means: string } & Partial<Record<Role, Scope>>;

const everyone = { admin: 'self', primary_user: 'self', editor: 'self', expert: 'self' } as const;
const managers = { admin: 'any', primary_user: 'own' } as const;
const administration = { admin: 'any' } as const;

export const permissions = {
  'account.use': { means: 'see and change the own account', ...everyone },
  'people.read': { means: 'see people and invitations', ...managers },
  'people.invite': { means: 'invite, resend and revoke', ...managers },
  'people.propose': { means: 'propose a colleague', editor: 'own', expert: 'own' },
  'people.edit': { means: 'change names, end of employment', ...managers },
  'people.set_role': { means: 'give a role, never above the own', ...managers },
  'people.move': { means: 'move a person to another organization', ...administration },
  'people.offer': { means: 'offer a person to another organization', ...managers },
  'people.receive': { means: 'accept or decline a person who is offered', ...managers },
  'people.end_sessions': { means: "end a person's sessions", ...managers },
  'people.deactivate': { means: 'deactivate an account', ...managers },
  'people.restore': { means: 'restore until erasure', ...administration },
  'people.erase': { means: 'erase at once', ...administration },
  'people.reset_factor': { means: 'take lost second factors away', ...administration },
  'organizations.read': { means: 'see organizations', ...managers },
  'organizations.edit': { means: 'change organization details', ...managers },
  'organizations.create': { means: 'add an organization', ...administration },
  'organizations.close': { means: 'close an empty organization', ...administration },
  'audit.read': { means: 'read and export events', ...managers },
  'notices.publish': { means: 'publish notices to everyone', ...administration },
  'requests.answer': { means: 'answer requests about personal data', ...administration },
  'lifecycle.read': { means: 'see what lapses soon', ...managers },
  'lifecycle.run': { means: 'run, preview and confirm lifecycle work', ...administration },
  'service.operate': { means: 'see timers and queues, settle failed mails', ...administration },
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof permissions;

/** @returns how far the permission reaches for the role, or undefined where it has none */
export function scopeOf(holder: Role, permission: Permission): Scope | undefined {
  return (permissions[permission] as Row)[holder];
}

/** @returns whether someone of role `actor` may manage someone of role `target`, or give it */
export function outranks(actor: Role, target: Role): boolean {
  return rank[actor] >= rank[target];
}
