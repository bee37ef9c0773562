// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The two modules that the build makes: the boundary that `wasm-bindgen` wrote, as a factory, and the inline engine.
 */

declare module 'oxpecker:glue' {
  /** One engine. `method` is a place in `METHODS`; every reply is a status byte and a payload. */
  export interface Engine {
    call(method: number, request: Uint8Array): Uint8Array;
  }

  /** A boundary of its own for each instance, so that a dead one can be thrown away. */
  export function makeGlue(): {
    readonly imports: WebAssembly.Imports;
    start(instance: WebAssembly.Instance): { memory: WebAssembly.Memory };
    readonly Engine: new () => Engine;
  };
}

declare module 'oxpecker:engine' {
  /** Length of the streams in bytes. */
  export const length: number;
  /** How the streams are put together; see `streams.ts`. */
  export const layout: number[];
  /** Which byte each symbol of the text stands for, in hexadecimal digits. */
  export const order: string;
  /** The engine's streams as text; see `unpack.ts`. */
  export const packed: string;
}
