// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An engine that stands ready, so that an instance that begins again waits for nothing that could be done before.
 *
 * In: what an engine is made of, how one is opened. Out: one of these, made before it was asked for wherever there was
 * time. Invariants: nothing of a customer has ever been in one that stands ready; there is one a page at most; one that
 * failed on the way is none, and whoever needs an engine then makes it and hears why.
 */

import { Answered } from './answered';
import type { Bridge } from './call';

/** Makes an engine of what engines are made of: a module, mostly. */
export type Start = (source: object) => Promise<Bridge>;

/** Fewer bytes than these are put back in no time. */
const WORTH = 4096;

/** One that stands ready, or is on its way. */
let spare: Promise<Bridge | void> | undefined;

/** Linear memory that stands ready. */
export let spareBytes = 0;

/** The engine of this source that stands ready, or else a new one. */
export async function begin(source: object, start: Start): Promise<Bridge> {
  const found = spare;
  const ready = await found;
  // Another instance may have been quicker.
  if (spare !== found || ready?.source !== source) return start(source);
  drop();
  return ready;
}

/** Has an engine made behind the call that asks, opened as `bridge` was, to begin from a state of so many bytes. */
export function prepare(bridge: Bridge, size = WORTH): void {
  if (size < WORTH || spare) return;
  const opened = (ready: Bridge) => {
    bridge.open(ready);
    // What opened it is no answer to anyone.
    ready.answered = new Answered();
    if (spare) spareBytes = ready.bytes;
    return ready;
  };
  spare = bridge.start(bridge.source).then(opened).catch(drop);
}

/** Lets go of it. */
export function drop(): void {
  spare = undefined;
  spareBytes = 0;
}
