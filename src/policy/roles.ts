/** Who may do what: the only table of permissions. */

/** The roles named on the data-privacy page, and the administration. */
export const roles = ['admin', 'primary_user', 'editor', 'expert'] as const;
export type Role = (typeof roles)[number];

/** A rank may manage lower and equal ranks, never higher ones. */
const rank: Record<Role, number> = { admin: 2, primary_user: 1, editor: 0, expert: 0 };

/** The scope of a permission: everywhere, one's own organization, or one's own account. */
export type Scope = 'any' | 'own' | 'self';

type Row = { means: string } & Partial<Record<Role, Scope>>;

const everyone = { admin: 'self', primary_user: 'self', editor: 'self', expert: 'self' } as const;
const managers = { admin: 'any', primary_user: 'own' } as const;
const administration = { admin: 'any' } as const;

export const permissions = {
  'account.use': { means: "see and change one's own account", ...everyone },
  'people.read': { means: 'see people and invitations', ...managers },
  'people.invite': { means: 'invite, resend and revoke', ...managers },
  'people.propose': { means: 'propose a colleague', editor: 'own', expert: 'own' },
  'people.edit': { means: 'change names and the end of employment', ...managers },
  'people.set_role': { means: "assign a role, never above one's own", ...managers },
  'people.move_in': { means: 'move people in from another system', ...administration },
  'people.move': { means: 'move a person to another organization', ...administration },
  'people.offer': { means: 'offer a person to another organization', ...managers },
  'people.receive': { means: 'accept or decline an offered person', ...managers },
  'people.end_sessions': { means: "end a person's sessions", ...managers },
  'people.send_reset': { means: 'send a person the link for a new password', ...managers },
  'people.deactivate': { means: 'deactivate an account', ...managers },
  'people.restore': { means: 'restore an account before its erasure', ...administration },
  'people.erase': { means: 'erase an account immediately', ...administration },
  'people.reset_factor': { means: 'remove lost second factors', ...administration },
  'organizations.read': { means: 'see organizations', ...managers },
  'organizations.edit': { means: 'change organization details', ...managers },
  'organizations.create': { means: 'add an organization', ...administration },
  'organizations.close': { means: 'close an empty organization', ...administration },
  'audit.read': { means: 'read and export events', ...managers },
  'notices.publish': { means: 'publish notices to everyone', ...administration },
  'systems.manage': { means: 'connect systems that sign people in here', ...administration },
  'requests.answer': { means: 'answer requests about personal data', ...administration },
  'reviews.answer': { means: 'answer whether people are still employed', ...managers },
  'reviews.start': { means: 'start reviews and see those of all organizations', ...administration },
  'lifecycle.read': { means: 'see which accounts lapse soon', ...managers },
  'lifecycle.run': { means: 'run, preview and confirm lifecycle work', ...administration },
  'service.operate': { means: 'see timers and queues, settle failed e-mails', ...administration },
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof permissions;

/** @returns the scope of the permission for the role, or undefined if the role lacks it */
export function scopeOf(holder: Role, permission: Permission): Scope | undefined {
  return (permissions[permission] as Row)[holder];
}

/** @returns whether a person of role `actor` may manage a person of role `target`, or assign it */
export function outranks(actor: Role, target: Role): boolean {
  return rank[actor] >= rank[target];
}
