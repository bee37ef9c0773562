// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A page in Chromium that runs the same trials over the packed package, on this machine alone.
 *
 * In: the folder of the installed package. Out: `ask(trial, what)` in a page that stays, `fresh()` for a page that has
 * seen nothing. Invariants: the bundle is an app's, minified; the page is isolated, so that its clock is fine; server and
 * browser end with `close()`.
 */
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../../pages/support/browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));

async function bundle(packageFolder, entry) {
  const alias = { oxpecker: join(packageFolder, 'dist/index.js') };
  const { outputFiles } = await build({ entryPoints: [join(here, entry)], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, external: ['node:*'], alias, logLevel: 'warning' });
  return outputFiles[0].contents;
}

export async function openHost(packageFolder) {
  const scripts = { '/trials.js': await bundle(packageFolder, 'trials.mjs'), '/app.js': await bundle(packageFolder, 'app.mjs'), '/start.js': await bundle(packageFolder, '../trials/start.mjs') };
  const server = createServer((request, response) => {
    const script = scripts[new URL(request.url, 'http://localhost').pathname];
    response.writeHead(200, {
      'content-type': script ? 'text/javascript' : 'text/html',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(script ?? '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,"><main></main>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const browser = await startBrowser();
  let staying;
  /** A page with a profile of its own; whoever asked closes it. */
  const fresh = async ({ slower = 1 } = {}) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.goto(address);
    return { page, close: () => context.close() };
  };
  return {
    version: browser.version(),
    browser,
    fresh,
    async ask(trial, what) {
      staying ??= await fresh();
      return staying.page.evaluate(async ([name, asked]) => (await import('/trials.js'))[name](asked), [trial, what]);
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
