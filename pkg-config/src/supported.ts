// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a host lets in, found out by asking it.
 *
 * Invariants: nothing is asked before the call, nothing is started by it, and nothing is remembered.
 */

import { obstacle } from './load';
import type { Obstacle, Supported } from './support';

/** See `OxpeckerConstructor`. */
export async function supported(): Promise<Supported> {
  const lacks = [typeof TextDecoder, typeof TextEncoder, typeof Intl];
  const missing = ['TextDecoder', 'TextEncoder', 'Intl'].filter((_, at) => lacks[at] === 'undefined');
  const script = missing.length ? 'HOST_INCOMPLETE' : null;
  const wasm = script ?? ((await obstacle()) as Obstacle | null);
  const isolated = wasm === 'WASM_BLOCKED' ? null : wasm;
  return {
    entry: wasm ? (script ? null : 'oxpecker/nowasm') : 'oxpecker',
    entries: {
      oxpecker: wasm,
      'oxpecker/slim': wasm,
      'oxpecker/isolated': isolated ?? (typeof Worker === 'undefined' ? 'WORKER_BLOCKED' : null),
      'oxpecker/nowasm': script,
    },
    missing,
  };
}
