/** A page of the portal: its path, who sees it, its place in the menu, and its props. */
import type { ComponentType } from 'preact';
import type { Translated } from '../policy/languages.ts';
import type { Permission } from '../policy/roles.ts';

export type PageProps = {
  /** The page's name in the current language. */
  title: string;
  /** The `:id` segment of the address, if the path has one. */
  id?: string;
};

/** The groups of the menu, in order. */
export const areas = ['work', 'people', 'organization', 'service', 'account'] as const;
export type Area = (typeof areas)[number];

export type Page = {
  path: string;
  /** `everyone`: no sign-in needed; `person`: anyone signed in; or those with a permission. */
  who: 'everyone' | 'person' | Permission;
  title: Translated;
  /** Place in the menu; other pages are reached from pages and e-mails. */
  menu?: Area | 'footer';
  /** The path of the menu's page that this one belongs to. */
  under?: string;
  load: () => Promise<{ default: ComponentType<PageProps> }>;
};
