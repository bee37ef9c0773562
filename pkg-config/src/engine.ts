// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One engine above the exports of its module.
 *
 * In: the exports that `wasm-bindgen` made; requests as bytes or text. Out: each reply, lent where it lies. Invariants: a
 * request is written once, where the engine reads it, and the engine lets go of it; a reply is let go of when it was read.
 */

import type { EngineExports } from 'oxpecker:glue';
import { encode, fits } from './bytes';

/** One engine. `method` is a place in `METHODS`; every reply is a status byte and a payload, good while `read` runs. */
export interface Engine {
  call<T>(method: number, request: Uint8Array | string, read: (reply: Uint8Array) => T): T;
}

export function engineOf(module: EngineExports): Engine {
  const { memory, engine_new, engine_call, __wbindgen_malloc: take, __wbindgen_free: release } = module;
  const engine = engine_new();
  let whole = new Uint8Array();
  const view = (at: number, length: number) => {
    // A memory that has grown is another buffer, and the one before is empty.
    if (!whole.length) whole = new Uint8Array(memory.buffer);
    return whole.subarray(at >>> 0, (at >>> 0) + (length >>> 0));
  };
  return {
    call(method, request, read) {
      const { length } = request;
      const at = take(length, 1);
      const room = view(at, length);
      if (typeof request !== 'string') room.set(request);
      else if (!fits(request, room)) {
        release(at, length, 1);
        return this.call(method, encode(request), read);
      }
      const reply = engine_call(engine, method, at, length);
      const answer = read(view(reply[0], reply[1]));
      release(reply[0], reply[1], 1);
      return answer;
    },
  };
}
