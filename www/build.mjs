// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Builds the demo: type-checks it, bundles page and package apart, copies the rest.
 *
 * In: `--package <folder>` (a built package, `pkg` when left out), `--out <folder>` (`pkg/demo` when left out).
 * Out: `index.html`, `style.css`, icons, manifest, `sw.js`, `main.js` (the page, the story customers in it), `check.js`
 * and `check.worker.js` (what a visitor loads by running the check) and `oxpecker.js` (the package's default entry, as a
 * developer installs it), with the size of each.
 * Invariants: tools come from `pkg-config/`; the page's own files stay within their budget.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { threeOfTwelve } from './personas.mjs';

/** What the page may weigh besides the engine, brotli-compressed. */
const PAGE_BUDGET = 60_000;
/** What is copied as it stands, and all that the page needs to open. */
const COPIED = ['index.html', 'favicon.ico', 'icon.svg', 'manifest.webmanifest'];
const FILES = ['./', 'style.css', 'main.js', 'oxpecker.js', 'check.js', 'check.worker.js', ...COPIED.slice(1)];

const www = dirname(fileURLToPath(import.meta.url));
const root = dirname(www);
const tools = createRequire(join(root, 'pkg-config', 'package.json'));
const { values } = parseArgs({
  options: { package: { type: 'string', default: join(root, 'pkg') }, out: { type: 'string', default: join(root, 'pkg', 'demo') } },
});
const packageFolder = resolve(values.package);
const out = resolve(values.out);

checkTypes();
// What an earlier build left is no part of this one.
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await bundle();
for (const name of COPIED) copyFileSync(join(www, name), join(out, name));
await writeWorker();
weigh();

/** Runs the compiler with `oxpecker` standing for the package that is bundled. */
function checkTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-demo-'));
  try {
    const config = join(folder, 'tsconfig.json');
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(www, 'tsconfig.json'),
        compilerOptions: {
          paths: { oxpecker: [join(packageFolder, 'dist', 'index.d.ts')], 'oxpecker/personas': [join(packageFolder, 'dist', 'personas.d.ts')] },
        },
        include: [join(www, 'src')],
      }),
    );
    const manifest = tools.resolve('typescript/package.json');
    const compiler = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.tsc);
    const { status } = spawnSync(process.execPath, [compiler, '--strict', '-p', config], { stdio: 'inherit' });
    if (status !== 0) throw new Error('the demo does not type-check');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The package becomes a file of its own, so that a reviewer can tell the page from the engine. */
async function bundle() {
  const esbuild = tools('esbuild');
  const common = {
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: root,
  };
  await Promise.all([
    esbuild.build({ ...common, entryPoints: [join(packageFolder, 'dist', 'index.js')], outfile: join(out, 'oxpecker.js') }),
    esbuild.build({
      ...common,
      entryPoints: [join(www, 'src', 'main.ts')],
      outfile: join(out, 'main.js'),
      plugins: [
        {
          name: 'package-beside-page',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^oxpecker$/ }, () => ({ path: './oxpecker.js', external: true }));
            onResolve({ filter: /^oxpecker\/personas$/ }, () => ({ path: 'three', namespace: 'lives' }));
            onLoad({ filter: /^three$/, namespace: 'lives' }, () => ({ contents: threeOfTwelve(), loader: 'ts', resolveDir: root }));
            onResolve({ filter: /\/check\/index\.js$/ }, () => ({ path: './check.js', external: true }));
          },
        },
      ],
    }),
    esbuild.build({ ...common, entryPoints: [join(www, 'src', 'check', 'index.ts')], outfile: join(out, 'check.js'), define: { ENGINE_SHA256: JSON.stringify(engineSum()) } }),
    esbuild.build({ ...common, format: 'iife', entryPoints: [join(www, 'src', 'check', 'worker.ts')], outfile: join(out, 'check.worker.js') }),
    esbuild.build({ ...common, entryPoints: [join(www, 'style', 'index.css')], outfile: join(out, 'style.css') }),
  ]);
}

/** The worker names the files that it keeps, and a version made of their contents: other contents are another worker. */
async function writeWorker() {
  const whole = createHash('sha256');
  for (const name of FILES) whole.update(readFileSync(join(out, name === './' ? 'index.html' : name)));
  await tools('esbuild').build({
    entryPoints: [join(www, 'sw.js')],
    outfile: join(out, 'sw.js'),
    minify: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    define: { FILES: JSON.stringify(FILES), VERSION: JSON.stringify(whole.digest('hex').slice(0, 16)) },
    logLevel: 'warning',
  });
}

/** What the package's own list says of the engine; the check compares what runs with it. */
function engineSum() {
  const [, sum] = /^([0-9a-f]{64}) {2}dist\/engine\.wasm$/m.exec(readFileSync(join(packageFolder, 'SHA256SUMS'), 'utf8'));
  return sum;
}

function weigh() {
  const size = (name) => brotliCompressSync(readFileSync(join(out, name))).length;
  const page = [...COPIED, 'style.css', 'main.js', 'sw.js'].map((name) => [name, size(name)]);
  const total = page.reduce((sum, [, bytes]) => sum + bytes, 0);
  const onPress = ['check.js', 'check.worker.js'].map((name) => [name, size(name)]);
  const whole = onPress.reduce((sum, [, bytes]) => sum + bytes, total);
  for (const [name, bytes] of [...page, ['page as it opens', total], ...onPress, ['page with the check that a visitor runs', whole], ['oxpecker.js', size('oxpecker.js')]]) {
    console.log(`${String(bytes).padStart(8)} B brotli  ${name}`);
  }
  if (total > PAGE_BUDGET) throw new Error(`the page weighs ${total} B, more than ${PAGE_BUDGET}`);
}
