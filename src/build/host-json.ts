/**
 * Keeps the log levels in host.json in step with the functions: the host's two lines about each
 * invocation are dropped; requests, failures and the service's own events are kept.
 *
 * Azure matches categories by prefix, so `Function` alone would silence `Function.NAME.User` too;
 * each function therefore has an entry. Source:
 * https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-categories
 */
import { z } from 'zod';
import { api } from '../api.ts';
import { queueFunctions } from '../store/work-queues.ts';
import { timerTable } from '../timers/timers.ts';

/** A record preserves the order of its fields. */
const fields = z.record(z.string(), z.unknown());

/** @param text the current host.json @returns the same with the levels that the functions need */
export function printHostJson(text: string): string {
  const whole = fields.parse(JSON.parse(text));
  const logging = { ...fields.parse(whole['logging']), logLevel: levels() };
  return `${JSON.stringify({ ...whole, logging }, null, 2)}\n`;
}

function levels(): Record<string, string> {
  const functions = [
    ...Object.keys(api),
    ...Object.values(queueFunctions),
    ...Object.keys(timerTable),
  ];
  return {
    default: 'Information',
    'Host.Results': 'Information',
    'Host.Function.Console': 'Information',
    Function: 'Warning',
    ...Object.fromEntries(functions.map((name) => [`Function.${name}.User`, 'Information'])),
  };
}
