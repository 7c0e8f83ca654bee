/** What an id in an event stands for, as far as its reader may know. */
export const namedAs = [
  'person',
  'organization',
  'system',
  'erased',
  'administrator',
  'elsewhere',
  'unknown',
] as const;
export type NamedAs = (typeof namedAs)[number];
