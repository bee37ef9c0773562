// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The unpacker of the inline engine, assembled by npm's `binaryen`.
 *
 * In: the path of `src/unpacker.wat`. Out: the module, without names.
 */

import binaryen from 'binaryen';
import { readFileSync } from 'node:fs';

/** Reading one byte of a stream is put into its callers, which takes a third of the time away before the host optimizes anything. */
const INLINE = 25;

/** The bytes of the module. */
export function assemble(path) {
  const module = binaryen.parseText(readFileSync(path, 'utf8'));
  try {
    module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.BulkMemoryOpt);
    if (!module.validate()) throw new Error(`${path} is no valid module`);
    binaryen.setOptimizeLevel(3);
    for (const set of ['setAlwaysInlineMaxSize', 'setFlexibleInlineMaxSize', 'setOneCallerInlineMaxSize']) binaryen[set](INLINE);
    module.optimize();
    return Buffer.from(module.emitBinary());
  } finally {
    module.dispose();
  }
}
