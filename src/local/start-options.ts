/** The flags of `npm start`; an invalid one gets a one-line error. */
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

const defaultPort = 7_071;
/** The mailbox uses the next port, and the demo's manual the one after it. */
const portMax = 65_533;

export const usage = `npm start -- [flags]

Runs the service on this machine: storage, functions and a mailbox.

  --port N       port of the service; the mailbox uses the next one (${defaultPort})
  --data FOLDER  where data is stored (.data/service; with --demo, .data/demo)
  --memory       keep no data
  --demo         fill the service with people, connect a small manual to it (the port
                 after the mailbox's), and offer POST /local/clock
  --help         show this
`;

export type StartOptions = {
  port: number;
  /** Undefined for in memory only. */
  folder: string | undefined;
  demo: boolean;
  help: boolean;
};

/** @throws StartError naming the flag that is wrong */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parse(args);
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > portMax)
    throw new StartError(`--port ${values.port}: give a whole number from 1 to ${portMax}.`);
  if (values.memory && values.data !== undefined)
    throw new StartError('--memory stores nothing and --data stores everything: give only one.');
  const demo = values.demo ?? false;
  const folder = values.data ?? (demo ? '.data/demo' : '.data/service');
  return {
    port,
    folder: values.memory ? undefined : folder,
    demo,
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        memory: { type: 'boolean' },
        demo: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new StartError(`${first?.replace(/\.$/, '')}. See npm start -- --help.`);
  }
}
