// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Bringing the engine to life: bytes to a compiled module, a module to an instance of its own.
 *
 * May use: `WebAssembly`, always asynchronously, since hosts refuse to compile on the main thread otherwise.
 * Invariants: every refusal of the host becomes one of three codes, and each says what to change.
 */

import { makeGlue } from 'oxpecker:glue';
import { Bridge } from './call';
import { OxpeckerError } from './error';

const HTML =
  'the server answered with a page of HTML. In Vite 7 and older add `oxpecker` to optimizeDeps.exclude, or import the default entry';

/** The error that tells a developer what to change. */
function explain(cause: unknown, detail?: string): OxpeckerError {
  if (cause instanceof OxpeckerError) return cause;
  const message = String((cause as Error | undefined)?.message);
  if (/unsafe-eval|wasm-eval|content security policy|blocked by csp|disallowed by embedder/i.test(message)) return new OxpeckerError('WASM_BLOCKED', { cause });
  return new OxpeckerError('WASM_LOAD_FAILED', { detail: /found 3c /i.test(message) ? HTML : detail, cause });
}

/** Throws `WASM_UNAVAILABLE` where the host has no WebAssembly. */
export function assertAvailable(): void {
  if (typeof WebAssembly !== 'object') throw new OxpeckerError('WASM_UNAVAILABLE');
}

/** Compiles bytes, once they look like a module. */
export async function compile(bytes: Uint8Array): Promise<WebAssembly.Module> {
  assertAvailable();
  const [a, b, c, d] = bytes;
  if (a === 0x3c) throw new OxpeckerError('WASM_LOAD_FAILED', { detail: HTML });
  if (a !== 0 || b !== 0x61 || c !== 0x73 || d !== 0x6d) {
    throw new OxpeckerError('WASM_LOAD_FAILED', { detail: 'what was loaded is no WebAssembly module' });
  }
  try {
    return await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw explain(cause, 'the module is damaged, or this host is too old for it');
  }
}

/** Compiles what a server answered, while it arrives where the host can. */
export async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  assertAvailable();
  if (!response.ok) throw new OxpeckerError('WASM_LOAD_FAILED', { detail: `the server answered ${response.status}` });
  const type = response.headers.get('content-type') ?? '';
  try {
    if (type.startsWith('application/wasm') && typeof WebAssembly.compileStreaming === 'function') {
      return await WebAssembly.compileStreaming(response);
    }
    return await compile(new Uint8Array(await response.arrayBuffer()));
  } catch (cause) {
    throw explain(cause, 'the answer of the server could not be read');
  }
}

/** Starts an engine in memory of its own. */
export async function start(module: WebAssembly.Module): Promise<Bridge> {
  const glue = makeGlue();
  try {
    const { memory } = glue.start(await WebAssembly.instantiate(module, glue.imports));
    return new Bridge(new glue.Engine(), memory, () => start(module));
  } catch (cause) {
    throw explain(cause, 'the module is not the engine of this version of the package, or memory ran out');
  }
}
