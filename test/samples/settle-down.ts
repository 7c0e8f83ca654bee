/** Lets the work that an operation leaves behind be done by another process, minutes later. */
import type { World } from './open-world.ts';
import { beside } from './world.ts';

/**
 * Runs repair and the mail queues in a new instance, minutes later, and again if what was done besides
 * finishing and undoing changes may have begun others.
 */
export async function settleDown(world: World): Promise<void> {
  const process = await beside(world.service);
  let hadWork = true;
  for (let round = 0; round < 2; round++) {
    world.service.clock.advance({ minutes: 2 });
    if (!hadWork) continue;
    const { finished: _, undone: __, lateTimers: ___, ...more } = await process.runTimer('repair');
    const handled = await process.drainMail();
    hadWork = handled > 0 || Object.values(more).some((count) => count > 0);
  }
  await process.stop();
}
