// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The worker file: `isolated.worker.js`, one script with everything in it, the engine included.
 *
 * Invariants: it asks for nothing from anywhere; `default-src 'none'; script-src 'wasm-unsafe-eval'` is enough for it.
 */

import { loadInline } from '../inline';
import { indexedDbStorage } from '../storage/indexeddb';
import { isCutOff, type Scope } from './cut';
import { type Port, serve } from './host';

const scope = globalThis as unknown as Scope & Port & { close(): void };

serve(scope, {
  load: loadInline,
  isIsolated: () => isCutOff(scope),
  storage: indexedDbStorage,
  close: () => scope.close(),
});
