// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine that the default entry carries with it: unpacked and compiled at the first `create()`, once a page.
 *
 * Invariants: importing this does nothing; no request is ever made.
 */

import { frequent, layout, packed } from 'oxpecker:engine';
import type { Bridge } from './call';
import { OxpeckerError } from './error';
import { assertAvailable, compile, start } from './load';
import { join } from './streams';
import { unpack } from './unpack';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Starts the engine. A failure is not kept, so that a later call may succeed. */
export async function loadInline(): Promise<Bridge> {
  compiled ??= prepare().catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return start(await compiled);
}

function whole(): Uint8Array {
  try {
    return join(unpack(packed, frequent, layout.slice(2)), layout);
  } catch (cause) {
    throw new OxpeckerError('WASM_LOAD_FAILED', { detail: 'the inline copy is damaged', cause });
  }
}

async function prepare(): Promise<WebAssembly.Module> {
  assertAvailable();
  return compile(whole());
}
