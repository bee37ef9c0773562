// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine that the default entry carries with it: unpacked and compiled at the first `create()`, once a page.
 *
 * Invariants: importing this does nothing; no request is ever made.
 */

import { frequent, layout, packed, unpacker } from 'oxpecker:engine';
import type { Bridge } from './call';
import { OxpeckerError } from './error';
import { assertAvailable, compile, start, startAlone } from './load';
import { moduleOf } from './unpacker';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Starts the engine. A failure is not kept, so that a later call may succeed. */
export async function loadInline(): Promise<Bridge> {
  compiled ??= prepare().catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return start(await compiled);
}

async function prepare(): Promise<WebAssembly.Module> {
  assertAvailable();
  const started = await startAlone(Uint8Array.from(atob(unpacker), (character) => character.charCodeAt(0)));
  return compile(whole(started));
}

function whole(started: WebAssembly.Instance): Uint8Array {
  try {
    return moduleOf(started, packed, frequent, layout);
  } catch (cause) {
    throw new OxpeckerError('WASM_LOAD_FAILED', { detail: 'the inline copy is damaged', cause });
  }
}
