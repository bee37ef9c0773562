// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Starts the packaged demo and a real Chromium, and watches what a page does.
 *
 * In: the built package (`pkg/dist/cli.js`, or the file that OXPECKER_CLI names), a Chromium on the PATH (or CHROMIUM).
 * Out: `startDemo()`, `startBrowser()`, `openPage()`.
 * Invariants: server and browser are ended by whoever started them; nothing but 127.0.0.1 is spoken to.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = process.env.OXPECKER_CLI ?? join(ROOT, 'pkg', 'dist', 'cli.js');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The demo as a developer starts it; resolves to its address once it is printed. */
export async function startDemo() {
  const server = spawn(process.execPath, [CLI, 'demo', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /http:\/\/[\w.:[\]-]+\/?/.exec(printed);
      if (found) resolve(found[0]);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the demo server ended with ${code}: ${printed}`)));
  });
  return { address, stop: () => server.kill() };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: chromiumOnPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

function chromiumOnPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  throw new Error('no Chromium on the PATH: install one, or name it in CHROMIUM');
}

/**
 * A page of its own profile, opened and watched from its first byte on.
 *
 * `requests` and `sent` hold what was requested after the load event, as Playwright and as the browser's own
 * network log (CDP) tell it. The tab's icon is left out: the browser fetches it by itself after every load.
 */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  turnPages(page);
  const cdp = await context.newCDPSession(page);
  const watch = { requests: [], sent: [], console: [], violations: [], errors: [] };

  let loaded = false;
  const note = (list, url) => {
    // The browser draws its own controls from addresses that hold the picture itself; nothing is loaded for them.
    if (loaded && !isTabIcon(url) && !url.startsWith('data:')) list.push(url);
  };
  cdp.on('Page.loadEventFired', () => {
    loaded = true;
  });
  cdp.on('Network.requestWillBeSent', ({ request }) => note(watch.sent, request.url));
  cdp.on('Network.webSocketCreated', ({ url }) => note(watch.sent, url));
  cdp.on('Network.webTransportCreated', ({ url }) => note(watch.sent, url));
  await cdp.send('Page.enable');
  await cdp.send('Network.enable');
  context.on('request', (request) => note(watch.requests, request.url()));
  page.on('worker', (worker) => watch.sent.push(`worker ${worker.url()}`));
  page.on('pageerror', (error) => watch.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watch.console.push(message.text());
  });
  await page.exposeFunction('reportViolation', (what) => watch.violations.push(what));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      globalThis.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });

  await page.goto(address, { waitUntil: 'load' });
  await page.locator('main').waitFor();
  return { page, cdp, watch, close: () => context.close() };
}

const turning = new WeakSet();

/**
 * A hand that touches something first turns to the page on which it is, by the menu. How many taps a visitor needs for
 * that is told where it matters (`tasks.test.mjs`), with a mouse of its own.
 */
function turnPages(page) {
  const hand = Object.getPrototypeOf(page.locator('body'));
  if (turning.has(hand)) return;
  turning.add(hand);
  // What was drawn anew since it was found says nothing of its page: it is looked for again.
  const turn = (element) => {
    const to = element.closest('[data-page]');
    if (to?.hidden) document.getElementById(`to-${to.id}`).click();
    return element.isConnected;
  };
  for (const name of ['click', 'fill', 'check', 'focus', 'blur', 'selectOption', 'screenshot', 'waitFor']) {
    const touch = hand[name];
    hand[name] = async function (...values) {
      const options = values.at(-1);
      if (!['attached', 'hidden', 'detached'].includes(options?.state)) {
        const within = options?.timeout ? { timeout: options.timeout } : {};
        while (!(await this.first().evaluate(turn, undefined, within).catch(() => true)));
      }
      return touch.apply(this, values);
    };
  }
}

function isTabIcon(url) {
  return new URL(url).pathname === '/favicon.ico' && new URL(url).search === '';
}

/**
 * Runs axe on the page as it stands.
 *
 * The page's policy forbids foreign scripts, so axe comes in through the debugger (`Runtime.evaluate`), which stands
 * above the page's policy: the page under test keeps the policy that a customer gets.
 */
export async function axeViolations({ page, cdp }) {
  const { exceptionDetails } = await cdp.send('Runtime.evaluate', { expression: AXE });
  if (exceptionDetails) throw new Error(`axe did not start: ${exceptionDetails.text}`);
  const violations = await page.evaluate(async () => {
    // `preload` would fetch style sheets again, and a request of axe is no request of the page.
    const results = await globalThis.axe.run(document, { preload: false, resultTypes: ['violations'] });
    return results.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target.join(' ')) }));
  });
  return violations;
}

/** How far the page can be scrolled sideways. */
export function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Drops files from the disk on the middle of the page, as a hand would. */
export async function dropFiles({ page, cdp }, files) {
  const { width, height } = page.viewportSize();
  const at = { x: width / 2, y: height / 2, data: { items: [], files, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await cdp.send('Input.dispatchDragEvent', { type, ...at });
}
