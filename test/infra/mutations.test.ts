/** Promise: whoever changes what a template promises learns it from a check that names the promise. */

import { expect, it } from 'vitest';
import { inDepth } from '../support/depth.ts';
import { ownChecks } from './checks/all.ts';
import { psruleChecks, psruleExceptions } from './checks/psrule.ts';
import { templateChecks } from './checks/template.ts';
import { appMutations } from './mutations/app.ts';
import { type Batch, batchesOf, survivorsOf } from './mutations/batches.ts';
import { detailMutations } from './mutations/details.ts';
import { compiler, type Mutation } from './mutations/mutation.ts';
import { storageMutations } from './mutations/storage.ts';
import { templateMutations } from './mutations/template.ts';
import { watchingMutations } from './mutations/watching.ts';

const timeout = 600_000;
const everyMutation = [
  ...storageMutations,
  ...appMutations,
  ...watchingMutations,
  ...detailMutations,
  ...templateMutations,
];
/** In `npm run test:long`, no two changes share a compilation. */
const batches = await inDepth(inBatches, () => batchesOf(everyMutation, 1))();

const checkOf = ({ fails }: Mutation) => fails.split(' @ ')[0];
const label = ({ mutations: [first, ...more] }: Batch) =>
  `${first?.fails} (${first?.file}) and ${more.length} more`;

it.each(batches.map((batch) => [label(batch), batch] as const))(
  'notices %s',
  { timeout },
  async (_, batch) => {
    expect(await survivorsOf(batch)).toEqual([]);
  },
);

it('has at least 150 changes, and one that each check notices', () => {
  expect(everyMutation.length).toBeGreaterThanOrEqual(150);
  const names = [...ownChecks, ...psruleChecks, ...templateChecks].map(({ name }) => name);
  const held = names.filter((name) => psruleExceptions[name] === undefined);
  const failed = new Set(everyMutation.map(checkOf));
  expect(held.filter((name) => !failed.has(name))).toEqual([]);
  expect([...failed].filter((name) => name !== compiler && !names.includes(`${name}`))).toEqual([]);
});

/** Neighbours in the lists are alike and would hide each other: deals them out like cards. */
function inBatches(): Promise<Batch[]> {
  const piles = 12;
  const dealt = Array.from({ length: piles }, (_, pile) =>
    everyMutation.filter((__, index) => index % piles === pile),
  );
  return batchesOf(dealt.flat());
}
