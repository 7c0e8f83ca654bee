/** Promise: the whole story works with connection strings, as on a developer's machine. */
import { type Service, startService } from './support/harness.ts';
import { tellStory } from './support/tell-story.ts';

tellStory((beside?: Service) => startService(beside));
