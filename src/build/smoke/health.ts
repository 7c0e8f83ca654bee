/** The service is live and ready; each fault that it reports is passed on. */
import { z } from 'zod';
import { api } from '../../api.ts';
import type { Group } from './group.ts';
import { jsonOf, shortly } from './group.ts';

const ok = z.object({ status: z.literal('ok') });
const notReady = z.object({
  faults: z.array(z.object({ field: z.string(), message: z.string() })).min(1),
});

export const health: Group = async (send) => {
  const faults: string[] = [];
  for (const name of ['live', 'ready'] as const) {
    const answer = await send(`/${api[name].path}`);
    const value = jsonOf(answer.text);
    if (answer.status === api[name].status && ok.safeParse(value).success) continue;
    const { data } = notReady.safeParse(value);
    const named = data?.faults.map(({ field, message }) => `${field} ${message}`) ?? [];
    faults.push(`/${api[name].path}: ${[shortly(answer), ...named].join(', ')}`);
  }
  return { told: 'live and ready', faults };
};
