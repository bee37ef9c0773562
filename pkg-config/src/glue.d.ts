// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The modules that the build makes: the boundary that `wasm-bindgen` wrote, as a factory, the inline engine and its
 * hash, and what the commands tell of the built-in pack.
 */

declare module 'oxpecker:glue' {
  /** What the module exports: bytes are handed over by place and length, and each side frees what it was handed. */
  export interface EngineExports {
    readonly memory: WebAssembly.Memory;
    engine_new(): number;
    /** Answers a request, which it frees, and says where the reply lies and how long it is. */
    engine_call(engine: number, method: number, at: number, length: number): [at: number, length: number];
    __wbindgen_malloc(length: number, align: number): number;
    __wbindgen_free(at: number, length: number, align: number): void;
  }

  /** A boundary of its own for each instance, so that a dead one can be thrown away. */
  export function makeGlue(): {
    readonly imports: WebAssembly.Imports;
    start(instance: WebAssembly.Instance): EngineExports;
  };
}

declare module 'oxpecker:identity' {
  /** What the bytes of `engine.wasm` hash to, in the form of a page's `integrity`: `sha256-` and base64. */
  export const integrity: string;
}

declare module 'oxpecker:script' {
  /** Where the first content of the memory begins. */
  export const start: number;
  /** Its length in bytes. */
  export const length: number;
  /** Which bytes are one character of the text; see `unpack.ts`. */
  export const frequent: string;
  /** That content as text; see `unpack.ts`. */
  export const packed: string;
  /** One engine in memory of its own, which `fill` gives its first content. */
  export function makeEngine(fill: (memory: Uint8Array) => void): {
    readonly memory: { readonly buffer: ArrayBuffer };
    /** Makes room for a request, and says where. */
    oxpecker_request(length: number): number;
    /** Answers it, and says how long the reply is. */
    oxpecker_call(method: number): number;
    /** Where the reply lies. */
    oxpecker_reply(): number;
  };
}

declare module 'oxpecker:engine' {
  /** The module that puts it together, in base64; see `unpacker.wat`. */
  export const unpacker: string;
  /** How the streams are put together; see `streams.ts`. */
  export const layout: number[];
  /** Which bytes are one character of the text, for each part; see `unpack.ts`. */
  export const frequent: string;
  /** The engine's streams as text; see `unpack.ts`. */
  export const packed: string;
}

declare module 'oxpecker:builtin' {
  /** The built-in pack, by what a replay tells of it. */
  const pack: {
    id: string;
    version: number;
    nudges: { id: string; class: import('./types').Card['class']; about: string }[];
  };
  export default pack;
}

declare module 'oxpecker:worker' {
  /** The text of `isolated.worker.js`, in parts. */
  export function parts(): string[];
}
