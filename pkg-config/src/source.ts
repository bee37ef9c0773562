// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine from where the host says: a URL, a response, bytes or a compiled module.
 *
 * Invariants: what a URL gave is compiled once a page; a failure is not kept, so that a later call may succeed.
 */

import type { SlimOptions, WasmSource } from './api';
import type { Bridge } from './call';
import { OxpeckerError, refused } from './error';
import { assertAvailable, compile, compileResponse, start } from './load';
import { viewOf } from './slices';

/** Fetches or reads a URL, as the host does it. */
export type Fetch = (url: string) => Promise<WebAssembly.Module>;

const FAILED =
  'the request failed: connect-src must allow it, and the answer must be `dist/engine.wasm` of this version, not a page of HTML (in Vite 7 and older add `oxpecker` to optimizeDeps.exclude). Or import the default entry';

/** A loader for one entry: `fallback` is the engine beside the entry. */
export function loaderOf(fallback: () => WasmSource, read: Fetch): (options: SlimOptions) => Promise<Bridge> {
  const compiled = new Map<string, Promise<WebAssembly.Module>>();
  const fromUrl = (url: string) => {
    const found =
      compiled.get(url) ??
      read(url).catch((error: unknown) => {
        compiled.delete(url);
        throw error instanceof OxpeckerError ? error : new OxpeckerError('WASM_LOAD_FAILED', { detail: FAILED, cause: error });
      });
    compiled.set(url, found);
    return found;
  };
  const moduleOf = async (source: unknown) => {
    if (typeof source === 'string') return fromUrl(source);
    const view = viewOf(source);
    if (view) return compile(view);
    if (typeof source === 'object' && source !== null) {
      if (Object.prototype.toString.call(source) === '[object WebAssembly.Module]') return source as WebAssembly.Module;
      if ('href' in source) return fromUrl(String(source.href));
      if ('arrayBuffer' in source && 'headers' in source) return compileResponse(source as Response);
    }
    throw refused('wasm', 'it must be a URL, a Response, bytes or a WebAssembly.Module');
  };
  return async ({ wasm = fallback() }) => {
    assertAvailable();
    return start(await moduleOf(await wasm));
  };
}
