// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The default entry: everything in it, the engine included. It works in browsers, workers, Node and server rendering.
 */

import type { OxpeckerConstructor } from './api';
import { loadInline } from './inline';
import { define } from './oxpecker';

/** Makes instances; see `OxpeckerConstructor`. */
export const Oxpecker: OxpeckerConstructor = /* @__PURE__ */ define(loadInline);
export { OxpeckerError } from './error';
export { storageOf as indexedDbStorage } from './stored';
