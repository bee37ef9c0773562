// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Loads one of the demo's TypeScript modules into Node, as the bundler would hand it to the page.
 *
 * Invariants: the bundler is the one of `pkg-config/`; nothing is written to disk.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './browser.mjs';

export const demoModule = (path) => loaded({ entryPoints: [join(ROOT, 'www', 'src', path)] });

/** The same for a text that the build makes, which imports from the root of the repository. */
export const madeModule = (contents) => loaded({ stdin: { contents, loader: 'ts', resolveDir: ROOT } });

async function loaded(entry) {
  const { build } = createRequire(join(ROOT, 'pkg-config', 'package.json'))('esbuild');
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
