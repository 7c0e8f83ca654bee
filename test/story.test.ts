/** The whole story holds with storage and mail by connection string, as on a developer's machine. */
import { type Service, startService } from './harness.ts';
import { tellStory } from './tell-story.ts';

tellStory((beside?: Service) => startService(beside));
