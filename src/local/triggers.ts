/** Turns a registration into a function that this host can run, or stops the start and names it. */
import { z } from 'zod';
import type { FunctionCallback, FunctionMetadata } from './core-types.ts';
import type { Registration } from './functions-core.ts';
import { StartError } from './start-error.ts';

const trigger = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    route: z.string().optional(),
    methods: z.array(z.string().toUpperCase()).min(1),
  }),
  z.object({
    kind: z.literal('timer'),
    schedule: z.string(),
    runOnStartup: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('queue'), queueName: z.string(), connection: z.string() }),
]);

type Trigger = z.output<typeof trigger>;
export type Kind = Trigger['kind'];

export type HostFunction<T extends Trigger = Trigger> = {
  name: string;
  trigger: T;
  /** Name of the trigger's binding, under which its data is passed. */
  bindingName: string;
  metadata: FunctionMetadata;
  callback: FunctionCallback;
};

export type HttpFunction = HostFunction<Extract<Trigger, { kind: 'http' }>>;
export type TimerFunction = HostFunction<Extract<Trigger, { kind: 'timer' }>>;
export type QueueFunction = HostFunction<Extract<Trigger, { kind: 'queue' }>>;

/**
 * @param env replaces `%NAME%` in schedules and queue names, as app settings do in Azure
 * @throws StartError if the function has an unsupported trigger or binding, or retries
 */
export function hostFunction(
  { metadata, callback }: Registration,
  env: Record<string, string | undefined>,
): HostFunction {
  const [found, ...others] = Object.entries(metadata.bindings).filter(
    ([name, binding]) => !(name === '$return' && binding.type === 'http'),
  );
  if (found === undefined || others.length > 0 || metadata.retryOptions)
    throw unknownKind(metadata.name, others.map(([, binding]) => binding.type).join(', '));
  const [bindingName, binding] = found;
  const filled = Object.fromEntries(
    Object.entries(binding).map(([key, value]) => [key, fill(value, env, metadata.name)]),
  );
  const kind = String(binding.type).replace(/Trigger$/, '');
  const parsed = trigger.safeParse({ ...filled, kind });
  if (!parsed.success) throw unknownKind(metadata.name, String(binding.type));
  return { name: metadata.name, trigger: parsed.data, bindingName, metadata, callback };
}

export const isHttp = (each: HostFunction): each is HttpFunction => each.trigger.kind === 'http';
export const isTimer = (each: HostFunction): each is TimerFunction => each.trigger.kind === 'timer';
export const isQueue = (each: HostFunction): each is QueueFunction => each.trigger.kind === 'queue';

/** Names are case-insensitive, as in Azure. */
export const findFunction = (functions: readonly HostFunction[], name: string) =>
  functions.find((each) => each.name.toLowerCase() === name.toLowerCase());

function fill(value: unknown, env: Record<string, string | undefined>, name: string): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/%([^%]+)%/g, (_, setting: string) => {
    const filled = env[setting];
    if (filled === undefined)
      throw new StartError(`Function "${name}": the setting ${setting} is missing.`);
    return filled;
  });
}

function unknownKind(name: string, what: string): StartError {
  return new StartError(
    `Function "${name}" can't run here: the local host supports HTTP, timer and queue triggers, without other bindings or retries${what ? ` (found: ${what})` : ''}.`,
  );
}
