// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Long work in short tasks, so that the page can breathe.
 *
 * Invariant: a task goes on for a few milliseconds beyond the part that it is at, and no longer.
 */

/** Lets everything else that waits have its turn. */
export function breathe(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    // Timers that follow each other are held back by 4 ms in browsers; messages are not.
    if (typeof MessageChannel === 'undefined') return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Milliseconds until others have their turn; a clock that stands still is believed for so many parts. */
const TASK = 3;
const PARTS = 8;

/** To be awaited after each part: gives others their turn when it is time. */
export function paced(others: () => Promise<unknown> = breathe): (most?: number) => Promise<void> {
  let parts = 0;
  let began = Date.now();
  return async (most = PARTS) => {
    if (++parts < most && Date.now() - began < TASK) return;
    await others();
    parts = 0;
    began = Date.now();
  };
}
