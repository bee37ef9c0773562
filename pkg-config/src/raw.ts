// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine as a script: three functions over numbers, and a memory that is an `ArrayBuffer`.
 *
 * In: the factory that the build makes of `wasm2js`. Out: a bridge, as the entries with WebAssembly have it.
 * Invariants: importing this does nothing; no host is asked for anything; a reply is good until the next call.
 */

import { frequent, length, makeEngine, packed, start } from 'oxpecker:script';
import { encode } from './bytes';
import { Bridge } from './call';
import type { Engine } from './engine';
import { begin } from './spare';
import { unpack } from './unpack';

/** One engine, behind the door that the bridge knows. */
function engineOf({ memory, oxpecker_request, oxpecker_call, oxpecker_reply }: ReturnType<typeof makeEngine>): Engine {
  // A memory that grows is another buffer, so each view is made when it is needed.
  const view = (at: number, size: number) => new Uint8Array(memory.buffer, at >>> 0, size >>> 0);
  return {
    call(method, request, read) {
      const bytes = typeof request === 'string' ? encode(request) : request;
      const at = oxpecker_request(bytes.length);
      view(at, bytes.length).set(bytes);
      const size = oxpecker_call(method);
      return read(view(oxpecker_reply(), size));
    },
  };
}

/** An engine in memory of its own: the one that stands ready, or else a new one. */
export const startScript = (): Promise<Bridge> => begin(fresh, fresh);

async function fresh(): Promise<Bridge> {
  const exports = makeEngine((memory) => memory.set(unpack(packed, frequent, [length]), start));
  return new Bridge(engineOf(exports), exports.memory, fresh, fresh);
}
