/** Requires modules as Azurite's own code does: its database is no dependency of this project. */
import { createRequire } from 'node:module';

export const ofAzurite: NodeJS.Require = createRequire(
  createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js'),
);
