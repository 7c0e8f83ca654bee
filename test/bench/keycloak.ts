/** What Keycloak's makers publish about its size, beside the measured comparisons: facts, not measured. */
import type { Item } from './section.ts';

const source =
  'https://www.keycloak.org/high-availability/single-cluster/concepts-memory-and-cpu-sizing';

const published: readonly [name: string, value: string, remark?: string][] = [
  [
    'sign-ins with a password for each virtual processor',
    '15 a second',
    'tested up to 300 a second',
  ],
  ['refreshes for each virtual processor', '120 a second', 'tested up to 435 a second'],
  ['spare processors for spikes', '150 %'],
  ['memory of an instance with 10,000 cached sessions', '1,250 MB'],
  [
    'its database, for each 100 sign-ins, sign-outs and refreshes a second',
    '1,400 writes a second',
    '0.35 to 0.7 virtual processors',
  ],
];

export const keycloak: Item = {
  id: 'keycloak',
  title: 'Keycloak, as its makers publish it',
  async measure() {
    return {
      head: { ours: 'Keycloak, published' },
      rows: published.map(([name, ours, remark]) => ({ name, ours, ...(remark && { remark }) })),
      plots: [],
      remarks: [
        `Published, not measured here: ${source}. Its sign-ins spend most of their time on hashing, as ours do (see "processors for hashing alone"), but with another hash and cost, so the numbers cannot be divided by one another.`,
      ],
    };
  },
};
