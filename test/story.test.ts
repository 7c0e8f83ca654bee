/** The whole story holds with storage and mail by connection string, as on a developer's machine. */
import { type Service, startService } from './support/harness.ts';
import { tellStory } from './support/tell-story.ts';

tellStory((beside?: Service) => startService(beside));
