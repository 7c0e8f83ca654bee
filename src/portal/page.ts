/** What a page of the portal is: where it lies, who sees it, and what it is given when shown. */
import type { ComponentType } from 'preact';
import type { Translated } from '../policy/languages.ts';
import type { Permission } from '../policy/roles.ts';

export type PageProps = {
  /** The page's name in the present language. */
  title: string;
  /** The last part of the address, where the path has one. */
  id?: string;
};

export type Page = {
  path: string;
  /** `everyone`: nobody needs to sign in; `person`: whoever is signed in. */
  who: 'everyone' | 'person' | Permission;
  title: Translated;
  /** Where the menu has it; pages without a place are reached from other pages and mails. */
  menu?: 'main' | 'administration' | 'footer';
  load: () => Promise<{ default: ComponentType<PageProps> }>;
};
