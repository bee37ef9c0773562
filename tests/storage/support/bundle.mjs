// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Bundles the shell around the stand-in engine from its sources.
 */

import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../../..');

/** The text of the bundle. `format` makes a build of a later day: one that writes that format of records. */
export async function bundle({ format = 1 } = {}) {
  const glue = {
    name: 'stand-in',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^oxpecker:glue$/ }, () => ({ path: join(here, 'engine.js') }));
      onResolve({ filter: /^oxpecker:identity$/ }, () => ({ path: 'identity', namespace: 'made' }));
      onLoad({ filter: /^identity$/, namespace: 'made' }, () => ({ contents: "export const integrity = 'sha256-';" }));
      onLoad({ filter: /storage[/\\]seal\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const later = text.replace('export const FORMAT = 1;', `export const FORMAT = ${format};`);
        if (format !== 1 && later === text) throw new Error('the format is not where it was');
        return { contents: later, loader: 'ts' };
      });
    },
  };
  const { outputFiles } = await build({ entryPoints: [join(here, 'shell.js')], bundle: true, format: 'esm', target: 'es2022', write: false, plugins: [glue], nodePaths: [join(root, 'pkg-config/node_modules')] });
  return outputFiles[0].text;
}

/** The same, as a module of this process. */
export async function shell(options) {
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-shell-'));
  try {
    const file = join(folder, 'shell.mjs');
    writeFileSync(file, await bundle(options));
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
