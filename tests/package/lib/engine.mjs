// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The bare engine, a dozen lines above its exports: for what the package does not show, such as its whole catalogue.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './packed.mjs';

const source = readFileSync(new URL('../../../pkg-config/src/methods.ts', import.meta.url), 'utf8');
const METHODS = [...source.matchAll(/^  '(\w+)',$/gm)].map((match) => match[1]);

/** Starts `engine.wasm`; `ask(call, request)` returns the answer of one JSON call. */
export async function bareEngine() {
  const module = await WebAssembly.compile(readFileSync(join(packageFolder(), 'dist/engine.wasm')));
  const imports = {};
  for (const { module: room, name } of WebAssembly.Module.imports(module)) {
    imports[room] ??= {};
    imports[room][name] = () => {};
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports.__wbindgen_start();
  const engine = exports.engine_new();
  const call = (method, bytes) => {
    const at = exports.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(exports.memory.buffer).set(bytes, at);
    const [start, length] = exports.engine_call(engine, METHODS.indexOf(method), at, bytes.length);
    const reply = new Uint8Array(exports.memory.buffer, start >>> 0, length).slice();
    const answer = JSON.parse(new TextDecoder().decode(reply.subarray(1)));
    if (reply[0] !== 0) throw Object.assign(new Error(`${method}: ${answer.code}`), { answer });
    return answer;
  };
  const encode = (value) => new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value));
  return {
    imports: WebAssembly.Module.imports(module),
    ask: (method, request) => call(method, encode(request)),
    /** A slice of a file. */
    push: (value) => call('ingest_push', encode(value)),
  };
}
