// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The shell of the package around the stand-in: what a test imports, in Node and in a page.
 */

import { start } from '../../../pkg-config/src/load';
import { define } from '../../../pkg-config/src/oxpecker';
import { traps } from './engine.js';

/** A module of eight bytes: the stand-in needs no more. */
const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

export const Oxpecker = define(async () => start(await WebAssembly.compile(empty)));
export { Journal } from '../../../pkg-config/src/storage/journal';
export { storageOf as indexedDbStorage } from '../../../pkg-config/src/stored';
export { failure, makeLock, openLock, Seal } from '../../../pkg-config/src/storage/seal';
export { traps };
