// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/slim` for Node: the engine is read from the file beside it.
 */

import { readFile } from 'node:fs/promises';
import { integrity } from 'oxpecker:identity';
import type { OxpeckerConstructor, SlimOptions } from './api';
import { compile, compileResponse } from './load';
import { define } from './oxpecker';
import { loaderOf } from './source';

const beside = () => new URL('./engine.wasm', import.meta.url);
const read = async (url: string) =>
  /^https?:/.test(url) ? compileResponse(await fetch(url, { integrity })) : compile(await readFile(/^file:/.test(url) ? new URL(url) : url));

/** Makes instances; see `OxpeckerConstructor`. */
export const Oxpecker: OxpeckerConstructor<SlimOptions> = /* @__PURE__ */ define(/* @__PURE__ */ loaderOf(beside, read));
export { OxpeckerError } from './error';
export { storageOf as indexedDbStorage } from './stored';
