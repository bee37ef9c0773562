// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A room of the shell by itself, for tests that compare it with another implementation of the same thing.
 */

import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './packed.mjs';

/** The exports of `pkg-config/src/<name>.ts`. */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'pkg-config/src', `${name}.ts`)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    external: ['oxpecker:*'],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
