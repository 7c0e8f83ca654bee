/** Processes of the service that are killed without warning and restarted. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

type Instance = { process: ChildProcess; url: string };

export type Instances = Awaited<ReturnType<typeof startInstances>>;

/** @param given the input of each process, see instance.ts */
export async function startInstances(count: number, given: object) {
  const running: Instance[] = await Promise.all(Array.from({ length: count }, () => start(given)));
  let stopping = false;
  return {
    /** The running processes, in turn. */
    url: (turn: number) => running[turn % running.length]?.url ?? '',
    /** Kills one in the middle of its work; another takes its place. */
    async kill(index: number): Promise<void> {
      const next = await start(given);
      const former = running[index];
      running[index] = next;
      former?.process.kill('SIGKILL');
      if (stopping) next.process.kill('SIGKILL');
    },
    stop() {
      stopping = true;
      for (const instance of running) instance.process.kill('SIGKILL');
    },
  };
}

function start(given: object): Promise<Instance> {
  const child = fork(join(import.meta.dirname, 'instance.ts'), {
    execArgv: [],
    env: { ...process.env, INSTANCE: JSON.stringify(given) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve({ process: child, url: `http://127.0.0.1:${port}` }));
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
}
