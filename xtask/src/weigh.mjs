// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Weighs a module and a package entry, and prints `raw gzip brotli` in bytes, one line each.
 *
 * - In, on the command line: esbuild's main file, the module, the entry.
 * - The entry is bundled and minified first, as an app would do it; both compressions are at their
 *   strongest, as a server that compresses ahead of time would have them.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [esbuild, module, entry] = process.argv.slice(1);

const { build } = (await import(pathToFileURL(esbuild))).default;
const bundle = async (names) => (await build({
  stdin: { contents: `export { ${names} } from ${JSON.stringify(entry)};`, resolveDir: '/' },
  bundle: true,
  minify: true,
  format: 'esm',
  logLevel: 'warning',
  write: false,
})).outputFiles[0].contents;

for (const raw of [readFileSync(module), await bundle('Oxpecker'), await bundle('Oxpecker, indexedDbStorage')]) {
  const gzip = gzipSync(raw, { level: constants.Z_BEST_COMPRESSION });
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  console.log(`${raw.length} ${gzip.length} ${brotli.length}`);
}
