// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The two modules that the build makes: the boundary that `wasm-bindgen` wrote, as a factory, and the inline engine.
 */

declare module 'oxpecker:glue' {
  type Call = (request: Uint8Array) => Uint8Array;
  type Plain = () => Uint8Array;

  /** One engine; every reply is a status byte and a payload. */
  export interface Engine {
    configure: Call;
    catalogue: Call;
    ingest_begin: Plain;
    ingest_push: Call;
    ingest_finish: Plain;
    ingest_abort: Plain;
    remove: Call;
    duplicates: Call;
    series: Call;
    transfers: Call;
    findings: Call;
    forecast: Call;
    check_payment: Call;
    evaluate: Call;
    respond: Call;
    compare_payees: Call;
    consent: Call;
    tell: Call;
    choices: Plain;
    take_entries: Plain;
    apply_entries: Call;
    erase: Plain;
    snapshot: Plain;
    choices: Plain;
    restore: Call;
    take_entries: Plain;
    apply_entries: Call;
    erase: Plain;
    stats: Plain;
  }

  /** A boundary of its own for each instance, so that a dead one can be thrown away. */
  export function makeGlue(): {
    readonly imports: WebAssembly.Imports;
    start(instance: WebAssembly.Instance): { memory: WebAssembly.Memory };
    readonly Engine: new () => Engine;
  };
}

declare module 'oxpecker:engine' {
  /** Length of the engine in bytes. */
  export const length: number;
  /** Which byte each symbol of the text stands for, in hexadecimal digits. */
  export const order: string;
  /** The engine as text; see `unpack.ts`. */
  export const packed: string;
}
