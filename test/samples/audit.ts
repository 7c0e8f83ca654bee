/** Valid inputs and crash samples of the routes for events. */
import type { auditEndpoints } from '../../src/api/audit.ts';
import type { Inputs, Place } from './input.ts';
import type { Samples } from './sample.ts';
import { reading, recorded } from './sample-kinds.ts';

export const auditInputs = {
  listEvents: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  nameSubjects: ({ userId }: Place) => ({ body: { ids: [userId] } }),
  exportEvents: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
} satisfies Inputs<typeof auditEndpoints>;

export const auditSamples = {
  listEvents: recorded((self) => self.listEvents({})),
  nameSubjects: reading((admin, { adminId }) => admin.nameSubjects({ body: { ids: [adminId] } })),
  exportEvents: recorded((self) => self.exportEvents({})),
} satisfies Samples<typeof auditEndpoints>;
