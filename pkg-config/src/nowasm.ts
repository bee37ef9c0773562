// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/nowasm`: the engine as a plain script, for hosts without WebAssembly and policies that forbid it.
 */

import type { OxpeckerConstructor } from './api';
import { define } from './oxpecker';
import { startScript } from './raw';

/** Makes instances; see `OxpeckerConstructor`. */
export const Oxpecker: OxpeckerConstructor = /* @__PURE__ */ define(startScript);
export { OxpeckerError } from './error';
export { storageOf as indexedDbStorage } from './stored';
