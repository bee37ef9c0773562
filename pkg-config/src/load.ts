// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Bringing the engine to life: bytes to a compiled module, a module to an instance of its own.
 *
 * May use: `WebAssembly`, always asynchronously, since hosts refuse to compile on the main thread otherwise; WebCrypto,
 * to hash what will run.
 * Invariants: every refusal of the host becomes one of three codes, and each says what to change; bytes that are not
 * those of this release do not run, and a module that somebody else compiled is told apart.
 */

import { makeGlue } from 'oxpecker:glue';
import { integrity } from 'oxpecker:identity';
import { Bridge } from './call';
import { engineOf } from './engine';
import { OxpeckerError, type OxpeckerErrorCode } from './error';
import { verified } from './identity';
import { begin, type Start } from './spare';

const HTML =
  'the server answered with a page of HTML. In Vite 7 and older add `oxpecker` to optimizeDeps.exclude, or import the default entry';

/** The error that tells a developer what to change. */
function explain(cause: unknown, detail?: string): OxpeckerError {
  if (cause instanceof OxpeckerError) return cause;
  const message = String((cause as Error | undefined)?.message);
  if (/unsafe-eval|wasm-eval|content security policy|blocked by csp|disallowed by embedder/i.test(message)) return new OxpeckerError('WASM_BLOCKED', { cause });
  return new OxpeckerError('WASM_LOAD_FAILED', { detail: /found 3c /i.test(message) ? HTML : detail, cause });
}

/** A module of one type with two results and one table of references: the youngest features that the engine has. */
const probe = () => Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 4, 4, 1, 111, 0, 0);

/** What is in the way of WebAssembly here, by asking for it. */
export const obstacle = (): Promise<OxpeckerErrorCode | null> =>
  Promise.resolve(probe()).then((bytes) => (assertAvailable(), WebAssembly.compile(bytes))).then(() => null, (cause: unknown) => explain(cause).code);

/** Throws `WASM_UNAVAILABLE` where the host has no WebAssembly. */
export function assertAvailable(): void {
  if (typeof WebAssembly !== 'object') throw new OxpeckerError('WASM_UNAVAILABLE');
}

/** An instance of a module that is handed nothing, so that it can do nothing but work things out. */
export const startAlone = (bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Instance> =>
  WebAssembly.instantiate(bytes).then(({ instance }) => instance, (cause) => Promise.reject(explain(cause)));

/** What bytes hash to, as a page's markup would say it; nothing where the host hashes nothing, as on a page without TLS. */
async function hashOf(bytes: Uint8Array): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return digest && `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** Compiles bytes, once they look like a module, if they are the engine of this release. */
export async function compile(bytes: Uint8Array): Promise<WebAssembly.Module> {
  assertAvailable();
  if ([0, 0x61, 0x73, 0x6d].some((byte, place) => bytes[place] !== byte)) {
    throw new OxpeckerError('WASM_LOAD_FAILED', { detail: bytes[0] === 0x3c ? HTML : 'what was loaded is no WebAssembly module' });
  }
  try {
    // Side by side: compiling runs nothing.
    const [module, hash] = await Promise.all([WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>), hashOf(bytes)]);
    if (hash === integrity) verified.add(module);
    else if (hash) throw new OxpeckerError('WASM_LOAD_FAILED', { detail: 'its SHA-256 is not that of the engine of this version of the package' });
    return module;
  } catch (cause) {
    throw explain(cause, 'the module is damaged, or this host is too old for it');
  }
}

/** Compiles what a server answered. Not while it arrives: what is not whole cannot be hashed. */
export async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new OxpeckerError('WASM_LOAD_FAILED', { detail: `the server answered ${response.status}` });
  const unread = (cause: unknown) => Promise.reject(explain(cause, 'the answer of the server could not be read'));
  return compile(new Uint8Array(await response.arrayBuffer().catch(unread)));
}

/** An engine in memory of its own: the one that stands ready, or else a new one. */
export const start = (module: WebAssembly.Module): Promise<Bridge> => begin(module, fresh as Start);

async function fresh(module: WebAssembly.Module): Promise<Bridge> {
  const glue = makeGlue();
  try {
    const started = glue.start(await WebAssembly.instantiate(module, glue.imports));
    const bridge = new Bridge(engineOf(started), started.memory, module, fresh as Start);
    if (verified.has(module)) verified.add(bridge);
    return bridge;
  } catch (cause) {
    throw explain(cause, 'the module is not the engine of this version of the package, or memory ran out');
  }
}
