// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/slim` for browsers and bundlers: the engine is a file of its own.
 */

import { integrity } from 'oxpecker:identity';
import type { OxpeckerConstructor, SlimOptions } from './api';
import { compileResponse } from './load';
import { define } from './oxpecker';
import { loaderOf } from './source';

// The one literal that bundlers look for; a second one would copy the engine twice.
const beside = () => new URL('./engine.wasm', import.meta.url);
const fetched = async (url: string) => compileResponse(await fetch(url, { integrity }));

/** Makes instances; see `OxpeckerConstructor`. */
export const Oxpecker: OxpeckerConstructor<SlimOptions> = /* @__PURE__ */ define(/* @__PURE__ */ loaderOf(beside, fetched));
export { OxpeckerError } from './error';
export { storageOf as indexedDbStorage } from './stored';
